"""The one place where the parts are chosen and put together.

`parts` is what every form of the program shares; `serving` and `working` are the forms. The other
modules each put one matter together.
"""
