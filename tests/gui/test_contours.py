"""Lines of equal density are drawn while they are wanted, and follow the points."""

import numpy as np
import pytest

from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter
from latentlab.gui.workspace.density_lines import DensityLines
from tests.latent.test_contours import two_clouds


@pytest.fixture
def finder(qtbot):
    found = DensityLines()
    yield found
    assert found.wait(60_000)


@pytest.fixture
def scatter(qtbot, finder):
    shown = LatentScatter()
    qtbot.addWidget(shown)
    shown.contours.lines_requested.connect(finder.find)
    shown.contours.request_dropped.connect(finder.stop)
    finder.found.connect(shown.contours.show_lines)
    shown.resize(500, 400)
    shown.show()
    points, labels = two_clouds()
    shown.show_classes(labels, ("a", "b"))
    shown.show_layout(points.T)
    return shown


def wait_for_lines(scatter, qtbot):
    qtbot.waitUntil(lambda: scatter.contours.is_up_to_date)
    return [path.boundingRect() for path in scatter.contours._paths]


def test_lines_are_drawn_while_they_are_wanted(scatter, qtbot):
    plain = scatter.grab().toImage()
    scatter.show_drawing(DrawingChoices(contours=True))
    assert len(wait_for_lines(scatter, qtbot)) == 2
    assert scatter.grab().toImage() != plain
    scatter.show_drawing(DrawingChoices())
    assert scatter.grab().toImage() == plain


def test_lines_follow_the_points(scatter, qtbot):
    scatter.show_drawing(DrawingChoices(contours=True))
    before = wait_for_lines(scatter, qtbot)
    scatter.show_layout(two_clouds()[0].T + 100)
    after = wait_for_lines(scatter, qtbot)
    for old, new in zip(before, after, strict=True):
        assert new.center().x() - old.center().x() == pytest.approx(100, abs=1)


def test_lines_are_exported_as_they_are_drawn(scatter, qtbot):
    assert scatter.contours.export() == ()
    scatter.show_drawing(DrawingChoices(contours=True))
    drawn = wait_for_lines(scatter, qtbot)
    for lines, box in zip(scatter.contours.export(), drawn, strict=True):
        low, high = lines.pieces.min(axis=(0, 1)), lines.pieces.max(axis=(0, 1))
        np.testing.assert_allclose(
            [*low, *high], [box.left(), box.top(), box.right(), box.bottom()], atol=1e-3
        )
    scatter.set_visible_classes(np.array([True, False]))
    assert len(scatter.contours.export()) == 1


def test_a_hidden_class_has_no_lines(scatter, qtbot):
    scatter.show_drawing(DrawingChoices(contours=True))
    wait_for_lines(scatter, qtbot)
    scatter.set_visible_classes(np.array([True, False]))
    rects = wait_for_lines(scatter, qtbot)
    assert not rects[0].isEmpty()
    assert rects[1].isEmpty()


def test_a_hidden_map_drops_its_request_and_asks_again_when_seen(scatter, finder, qtbot):
    scatter.show_drawing(DrawingChoices(contours=True))
    assert finder._jobs.job is not None
    scatter.hide()
    assert finder._jobs.job is None
    scatter.show_layout(two_clouds()[0].T + 100)
    assert finder._jobs.job is None, "nobody sees it"
    scatter.show()
    assert wait_for_lines(scatter, qtbot)[0].center().x() > 90


def test_nothing_is_requested_while_no_lines_are_wanted(scatter):
    requests = []
    scatter.contours.lines_requested.connect(lambda *request: requests.append(request))
    scatter.show_layout(two_clouds()[0].T + 100)
    scatter.show_drawing(DrawingChoices(contours=True))
    assert len(requests) == 1
    scatter.show_drawing(DrawingChoices())
    scatter.show_layout(two_clouds()[0].T)
    assert len(requests) == 1


def test_the_window_draws_lines_on_both_maps_while_the_sheet_says_so(window, qtbot):
    panel = window.map
    qtbot.waitUntil(lambda: len(panel.scatter.points) > 0)
    panel.drawing.contours.click()
    assert len(wait_for_lines(panel.scatter, qtbot)) == 10
    panel.pair.show_pair(True)
    panel.pair.twin.show_layout(panel.scatter.points + 100)
    wait_for_lines(panel.scatter, qtbot)
    first, second = (wait_for_lines(shown, qtbot)[0] for shown in (panel.scatter, panel.pair.twin))
    assert second.center().x() - first.center().x() == pytest.approx(100, abs=0.1)
    panel.drawing.contours.click()
    assert window.workspace.density_lines._jobs.job is None
    panel.pair.show_pair(False)
