"""The mailbox holds the newest value, once."""

from threading import Thread

from latentlab.gui.latest import Latest


def test_an_empty_box_gives_nothing() -> None:
    assert Latest().take() is None


def test_a_value_is_served_once_and_the_newest_wins() -> None:
    box: Latest[int] = Latest()
    for value in range(5):
        box.put(value)
    assert box.take() == 4
    assert box.take() is None


def test_a_value_that_counts_as_false_is_served_too() -> None:
    box: Latest[int] = Latest()
    box.put(0)
    assert box.take() == 0


def test_a_reader_beside_a_writer_sees_values_in_order_and_the_last_one() -> None:
    """Whatever falls between two looks is dropped; nothing comes twice, nothing late, the end is not lost."""
    box: Latest[int] = Latest()
    writer = Thread(target=lambda: [box.put(value) for value in range(200_000)])
    seen: list[int] = []
    writer.start()
    while writer.is_alive():
        if (value := box.take()) is not None:
            seen.append(value)
    writer.join()
    if (value := box.take()) is not None:
        seen.append(value)
    assert seen == sorted(set(seen))
    assert seen[-1] == 199_999
