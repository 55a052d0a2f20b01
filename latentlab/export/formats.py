"""Which file is made by whom, by the ending of its name."""

from latentlab.export.film import FilmPicture, film_gif, film_npz, film_webp
from latentlab.export.look import Look
from latentlab.export.pdf import map_pdf
from latentlab.export.picture import MapPicture
from latentlab.export.png import map_png
from latentlab.export.steps import Making
from latentlab.export.svg import map_svg
from latentlab.export.table import PointTable, points_csv, points_npz

PICTURES = {".png": map_png, ".svg": map_svg, ".pdf": map_pdf}
TABLES = {".csv": points_csv, ".npz": points_npz}
FILMS = {".gif": film_gif, ".webp": film_webp}
FILM_ARRAYS = ".npz"


def map_file(suffix: str, picture: MapPicture, look: Look) -> Making:
    """A picture of a map: ".png", ".svg" or ".pdf"."""
    return PICTURES[suffix](picture, look)


def points_file(suffix: str, table: PointTable) -> Making:
    """The points of a map: ".csv" or ".npz"."""
    return TABLES[suffix](table)


def film_file(suffix: str, shot: FilmPicture, look: Look, seconds: float) -> Making:
    """A film: ".gif" or ".webp", of so many seconds, or ".npz"."""
    return film_npz(shot) if suffix == FILM_ARRAYS else FILMS[suffix](shot, look, seconds)
