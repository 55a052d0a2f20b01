"""What was asked of a run on its way: the values that changed, and after how many batches."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from latentlab.models.noise import Noise
from latentlab.training.config import TrainingConfig
from latentlab.training.objective import Objective

_ONE_PULL = 25  # steps: changes of one value that follow so closely are one pull at a slider


@dataclass(frozen=True, slots=True)
class Change:
    """One value that the run was steered by was another from this step on."""

    step: int  # batches learnt before
    name: str  # "learning_rate", "noise", or a field of the objective
    before: str  # as the command line writes it
    after: str


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a run may be steered by and whose change is worth remembering."""

    learning_rate: float
    objective: Objective
    noise: Noise

    @classmethod
    def of(cls, config: TrainingConfig) -> "Asked":
        """What a configuration asks for."""
        return cls(config.learning_rate, config.objective, config.noise)

    def values(self) -> dict[str, str]:
        """Each by its name, as the command line writes it."""
        weights = {field.name: getattr(self.objective, field.name) for field in fields(self.objective)}
        noise = f"{self.noise.kind}:{self.noise.level:g}" if self.noise.is_on else "none"
        numbers = {"learning_rate": self.learning_rate, **weights}
        written = {name: _written(value) for name, value in numbers.items()}
        return {**written, "noise": noise}


def changes_between(step: int, before: Asked, after: Asked) -> list[Change]:
    """What became another at this step; before the first batch nothing was on its way."""
    if before == after or step == 0:
        return []
    old, new = before.values(), after.values()
    return [Change(step, name, old[name], new[name]) for name in old if old[name] != new[name]]


def noted(changes: Iterable[Change], found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of a run with those that came last; one pull at a slider makes one of them at most."""
    kept = list(changes)
    for change in found:
        place = next((i for i in reversed(range(len(kept))) if kept[i].name == change.name), None)
        if place is not None and change.step - kept[place].step < _ONE_PULL:
            earlier = kept.pop(place)
            change = Change(earlier.step, change.name, earlier.before, change.after)
        if change.before != change.after:
            kept.append(change)
    return tuple(sorted(kept, key=lambda change: change.step))


def _written(value: float | str | bool) -> str:
    return value if isinstance(value, str) else f"{value:g}"
