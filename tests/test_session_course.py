"""Terms and changes come back from a file as they were, and nonsense is refused in a sentence."""

import json

import numpy as np
import pytest

from latentlab.errors import SessionError
from latentlab.session.course import CourseNames, course_document, course_names
from latentlab.training.changes import Change

CHANGES = (Change(3, "l1", "0", "0.001"), Change(9, "noise", "none", "gaussian:0.5"))


def test_names_and_changes_come_back_from_json():
    terms = {"mse": np.zeros(12, np.float32), "l1": np.zeros(12, np.float32)}
    document = json.loads(json.dumps(course_document(terms, CHANGES)))
    assert course_names("x", document) == CourseNames(("mse", "l1"), CHANGES)
    assert course_document({}, ()) is None
    assert course_names("x", None) == CourseNames()


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"terms": ["mse", "mse"], "changes": []},
        {"terms": ["../mse"], "changes": []},
        {"terms": ["t" + str(i) for i in range(40)], "changes": []},
        {"terms": [], "changes": [[1, "l1", "0"]]},
        {"terms": [], "changes": [[-1, "l1", "0", "1"]]},
        {"terms": [], "changes": [[True, "l1", "0", "1"]]},
        {"terms": [], "changes": [[1, "l1", "0", "x" * 200]]},
        {"terms": [], "changes": [[1, "l1", "0", 1.0]]},
    ],
)
def test_nonsense_is_refused(document):
    with pytest.raises(SessionError, match="course must be"):
        course_names("run.latentlab", document)
