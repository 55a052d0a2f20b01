"""One `.latentlab` file: a run that can be shown, mapped and decoded without its data set."""

from latentlab.session.file import load_session, save_session
from latentlab.session.session import Session

__all__ = ["Session", "load_session", "save_session"]
