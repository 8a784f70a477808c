"""Which texts of an exercise do students read?"""

from grader.course.exercise import Exercise
from grader.course.stubs import docstrings
from grader.course.value_names import names_in, vocabulary


def messages_of(exercise: Exercise, with_misconceptions: bool = True) -> dict[str, str]:
    """Every text of an exercise that students read but the statement, and where it is from."""
    exercise = exercise.said_in("en")
    data = exercise.metadata
    found = [(data.title, "title"), *((topic, "topic") for topic in data.topics)]
    found += [(hint.text, f"hint {n}") for n, hint in enumerate(data.ladder, start=1)]
    if data.forbidden is not None:
        found.append((data.forbidden.sentence, "own_work"))
    for check in exercise.checks:
        found.append((check.sentence, check.id))
        found += [(text, f"{check.id}, advice") for text in check.advices.values()]
    found += [(plot.title, "plot") for plot in exercise.plots]
    for one in exercise.misconceptions if with_misconceptions else ():
        found += [(one.title, one.name), (one.explanation, one.name)]
    own = (name for name in names_in(exercise.probes) if name not in vocabulary())
    found += [(name, "name of a value") for name in own]
    found += [(text, "stub") for text in docstrings(exercise.stub_text)]
    return {text: place for text, place in reversed(found) if text}
