"""The site's own pages: the home page, the one-pager, the sitemap, files of fixed names, and the menus of every page."""
