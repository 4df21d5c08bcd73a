"""The catalogue's screen as finished values: facets, chips, results, pages, and what was understood."""
from search.screen.chips import chips, fewer_filters, range_label
from search.screen.facets import Choice, Facet, facets
from search.screen.links import Link, catalogue_url, pager, sorts
from search.screen.ranges import Range, ranges
from search.screen.results import Result, results

__all__ = ["Choice", "Facet", "Link", "Range", "Result", "catalogue_url", "chips", "facets", "fewer_filters", "pager", "range_label", "ranges", "results", "sorts"]
