"""The form: one page a step, a last look, and what comes after."""

from contextlib import suppress
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from knowledge.forms.origins import public_form
from knowledge.forms.progress import Progress
from knowledge.forms.progress import Step as ProgressStep
from knowledge.forms.rates import Limit

from .. import deciding, files, filling, links
from ..duplicates import suspects
from ..forms import StartForm, StepForm
from ..models import State, SubmissionLink
from ..showing import rows
from ..steps import BY_NAME, STEPS, Step, bound_forms
from ..ways import Way
from .private import private_page, unknown

Purpose = SubmissionLink.Purpose
#: How many confirmations an address is asked for: nobody's mailbox is to be filled with them.
SENDING = Limit("submission-send", per_email=(10, timedelta(hours=1)))
#: The value of the pressed button, by name.
BACK, LATER, AUTO = "zurueck", "spaeter", "auto"


@public_form
def share(request: HttpRequest) -> HttpResponse:
    """The first step. What is sent begins a submission at an address of its own."""
    step = STEPS[0]
    form = StartForm(request.POST or None)
    if form.is_valid() and (verdict := form.verdict(request)):
        answers = step.read(request.POST)
        submission = filling.start(verdict.nonce, answers, verdict.spam, typed_at=_typed_at(request))
        way = Way(Purpose.FORM, links.key_of(submission, Purpose.FORM), submission)
        return redirect(_after(request, way, step))
    return form.answered(_page(request, step, form, None))


@private_page
def share_step(request: HttpRequest, key: str, name: str, purpose: Purpose = Purpose.FORM) -> HttpResponse:
    """A step of a submission. Everything typed is kept, also what is not valid yet."""
    way = _way(key, purpose)
    step = BY_NAME.get(name)
    if way is None or step is None:
        return unknown(request)
    if not way.is_open:
        return redirect(way.home) if request.method != "POST" else unknown(request)
    if request.method == "POST":
        pressed = request.POST.get("go", "")
        filling.store(
            way.submission,
            step,
            step.read(request.POST, way.submission),
            tried=pressed not in (BACK, AUTO),
            typed_at=_typed_at(request),
            may_be_late=pressed == AUTO,
        )
        problems = files.change(way.submission, request) if step.name == "bilder" else []
        if pressed == AUTO:
            return HttpResponse(status=204)
        if not problems:
            return redirect(_after(request, way, step))
        return _page(request, step, step.bound(way.submission), way, problems=problems)
    judged = step.name in way.submission.tried
    form = step.bound(way.submission) if judged else step.unjudged(way.submission)
    return _page(request, step, form, way)


def _typed_at(request: HttpRequest) -> int:
    text = request.POST.get("_at", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _way(key: str, purpose: Purpose) -> Way | None:
    submission = links.find(key, purpose)
    return Way(purpose, key, submission) if submission else None


def _after(request: HttpRequest, way: Way, step: Step) -> str:
    """Where to go when a step was sent: on only where nothing is wrong with it."""
    pressed = request.POST.get("go", "")
    if pressed == BACK and step.previous:
        return way.step(step.previous)
    if pressed == LATER:
        return way.later
    returns = "pruefen" in request.POST
    if pressed.startswith("datei") or not step.bound(way.submission).is_valid():
        return f"{way.step(step)}{'?pruefen=1' if returns else ''}"
    if returns or step.next is None:
        return way.check
    return way.step(step.next)


def _page(
    request: HttpRequest,
    step: Step,
    form: StepForm,
    way: Way | None,
    problems: list[str] | None = None,
) -> HttpResponse:
    submission = way.submission if way else None
    context = {
        "step": step,
        "form": form,
        "way": way,
        "problems": problems,
        "progress": _progress(step, way),
        "files": files.listed(way) if way and step.name == "bilder" else None,
        "returns": "pruefen" in request.GET or "pruefen" in request.POST,
        "similar": suspects(submission) if submission and step.number in (2, 3) else [],
        "page_title": step.question,
    }
    return render(request, f"knowledge/submissions/steps/{step.name}.html", context)


def _progress(current: Step | None, way: Way | None) -> Progress:
    """All steps and the last look; those that were left once are links."""
    tried = way.submission.tried if way else []
    steps = [ProgressStep(step.title, way.step(step) if way and step.name in tried else "") for step in STEPS]
    steps.append(ProgressStep("Angaben prüfen", way.check if way and len(tried) == len(STEPS) else ""))
    return Progress(steps, current.number - 1 if current else len(STEPS))


@private_page
def share_check(request: HttpRequest, key: str, purpose: Purpose = Purpose.FORM) -> HttpResponse:
    """All answers, to be looked through and sent."""
    way = _way(key, purpose)
    if way is None:
        return unknown(request)
    if not way.is_open:
        return redirect(way.home)
    faulty = filling.faulty(way.submission)
    too_often = None
    if request.method == "POST" and not faulty and not way.correcting:
        too_often = SENDING.hit(request, way.submission.email)
    if request.method == "POST" and not faulty and not too_often:
        if way.correcting:
            # By a second click it is on its way already.
            with suppress(deciding.AlreadyDecided):
                deciding.correct(way.submission)
        else:
            filling.send(way.submission)
        return redirect(way.home)
    context = {
        "way": way,
        "steps": [
            {"step": step, "url": f"{way.step(step)}?pruefen=1", "rows": rows(form), "faulty": step in faulty}
            for step, form in bound_forms(way.submission)
        ],
        "files": files.listed(way),
        "faulty": faulty,
        "progress": _progress(None, way),
        "tried": request.method == "POST",
        "too_often": too_often,
    }
    return render(request, "knowledge/submissions/check.html", context, status=429 if too_often else 200)


@private_page
def share_resume(request: HttpRequest, key: str) -> HttpResponse:
    """Lead a mailed link to where its maker left off."""
    way = _way(key, Purpose.FORM)
    if way is None:
        return unknown(request)
    return redirect(way.next_open() if way.is_open and way.submission.state == State.STARTED else way.home)
