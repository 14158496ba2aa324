"""Our own index of crawled reports: what goes into it and how it is crawled."""
