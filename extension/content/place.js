/**
 * Where the card stands: beside the sentence, below it or above it, never over it. Pure.
 * Lengths are CSS pixels in the viewport.
 *
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {{width: number, height: number}} Size
 * @typedef {'right' | 'left' | 'below' | 'above' | 'over'} Side
 * @typedef {{side: Side, left: number, top: number | null, bottom: number | null, width: number,
 *   maxHeight: number}} Place one of `top` and `bottom` is set
 */

const GAP = 10;
const CARD_WIDTH = 400;
const NARROWEST = 300;
const TALLEST = 680;
/** The height from which the card can be read with comfort. */
const USABLE_HEIGHT = 200;
/** The height from which it can be read at all, by scrolling. */
const LEAST_HEIGHT = 72;

/**
 * @param {Box | null} sentence null where the sentence cannot be located
 * @param {Size} view
 * @param {Side | null} before the side of the last time, kept while it has room
 * @returns {Place}
 */
function placeCard(sentence, view, before = null) {
  if (!sentence) return corner(view);
  const seen = withinView(sentence, view);
  const rooms = roomsAround(seen, view);
  const side = before && hasRoom(before, rooms) ? before : bestSide(rooms);
  return PLACES[side](seen, view, rooms);
}

/**
 * Whether the page would have to scroll for the card to be of use.
 * @param {Box} sentence
 * @param {Size} view
 * @returns {boolean}
 */
function isCramped(sentence, view) {
  const rooms = roomsAround(withinView(sentence, view), view);
  return !(['right', 'left', 'below', 'above'].some((side) => hasRoom(side, rooms)));
}

/** A sentence that was scrolled away counts as lying on the edge. @param {Box} box @param {Size} view */
function withinView(box, view) {
  return {
    left: clamp(box.left, 0, view.width),
    right: clamp(box.right, 0, view.width),
    top: clamp(box.top, 0, view.height),
    bottom: clamp(box.bottom, 0, view.height),
  };
}

/** @param {number} value @param {number} least @param {number} most @returns {number} */
function clamp(value, least, most) {
  return Math.max(least, Math.min(value, most));
}

/** @param {Box} box @param {Size} view */
function roomsAround(box, view) {
  return {
    right: view.width - box.right - 2 * GAP,
    left: box.left - 2 * GAP,
    below: view.height - box.bottom - 2 * GAP,
    above: box.top - 2 * GAP,
  };
}

/** @param {string} side @param {ReturnType<typeof roomsAround>} rooms @returns {boolean} */
function hasRoom(side, rooms) {
  if (side === 'right' || side === 'left') return rooms[side] >= NARROWEST;
  return (side === 'below' || side === 'above') && rooms[side] >= USABLE_HEIGHT;
}

/** @param {ReturnType<typeof roomsAround>} rooms @returns {Side} */
function bestSide(rooms) {
  if (hasRoom('right', rooms)) return 'right';
  if (hasRoom('left', rooms)) return 'left';
  const roomier = rooms.below >= rooms.above ? 'below' : 'above';
  return rooms[roomier] >= LEAST_HEIGHT ? roomier : 'over';
}

/** @type {Record<Side, (box: Box, view: Size, rooms: ReturnType<typeof roomsAround>) => Place>} */
const PLACES = {
  right: (box, view, rooms) => beside('right', box.right + GAP, rooms.right, box, view),
  left: (box, view, rooms) => {
    const width = Math.min(CARD_WIDTH, rooms.left);
    return beside('left', box.left - GAP - width, width, box, view);
  },
  below: (box, view, rooms) => ({
    side: 'below',
    ...across(box, view),
    top: box.bottom + GAP,
    bottom: null,
    maxHeight: Math.min(TALLEST, rooms.below),
  }),
  above: (box, view, rooms) => ({
    side: 'above',
    ...across(box, view),
    top: null,
    bottom: view.height - box.top + GAP,
    maxHeight: Math.min(TALLEST, rooms.above),
  }),
  over: (box, view) => ({
    side: 'over',
    ...across(box, view),
    top: null,
    bottom: GAP,
    maxHeight: Math.round(view.height * 0.45),
  }),
};

/**
 * @param {'right' | 'left'} side @param {number} left @param {number} room
 * @param {Box} box @param {Size} view
 * @returns {Place}
 */
function beside(side, left, room, box, view) {
  const height = Math.min(TALLEST, view.height - 2 * GAP);
  const top = clamp(box.top, GAP, view.height - GAP - height);
  const width = Math.min(CARD_WIDTH, room);
  return { side, left, top, bottom: null, width, maxHeight: height };
}

/** @param {Box} box @param {Size} view @returns {{left: number, width: number}} */
function across(box, view) {
  const width = Math.min(CARD_WIDTH, view.width - 2 * GAP);
  return { left: clamp(box.left, GAP, view.width - GAP - width), width };
}

/** @param {Size} view @returns {Place} */
function corner(view) {
  const width = Math.min(CARD_WIDTH, view.width - 2 * GAP);
  const height = Math.min(TALLEST, view.height - 2 * GAP);
  const left = view.width - GAP - width;
  return { side: 'right', left, top: GAP, bottom: null, width, maxHeight: height };
}
