"""How each component is written in a template, for the style guide to show."""

USAGE = {
    "mark": '{% include "layouts/_mark.html" %}',
    "colours": "color: var(--om-ink); background: var(--om-paper); /* all of them: static/css/tokens.css */",
    "type": '<p class="eyebrow">…</p> <p class="lead">…</p> <p class="muted small">…</p>',
    "buttons": """<a class="btn btn-primary | btn-outline-primary | btn-danger | btn-link [btn-lg | btn-sm]" href="…">…</a>
<a class="more-link" href="…">… {% icon "arrow-right" size=18 %}</a>""",
    "icon": '{% icon "circle-check" %} {% icon "award" label=_("Certified") size=28 classes="…" %}',
    "page_header": """{% block breadcrumb %}{% breadcrumb _("Officers") officers_url officer.ref %}{% endblock %}
{% page_header title=… lead=… eyebrow=… status=pledge.state status_label=… %}
  <a class="btn btn-primary" href="…">…</a>
{% endpage_header %}""",
    "status": """{% status "met" %} {% status pledge.state %} {% status "overdue" _("12 days overdue") %}
{# the keys: `statuses.py` of each app #}""",
    "callout": """{% callout "info" title=_("…") %}…{% endcallout %}
{# info, success, warning, danger; gold for certification alone. Django's messages are shown by the layout. #}""",
    "tasks": """<ol class="tasks">{% task_row task %}…{% endtask_row %}</ol>
{# task: title, icon, status; perhaps status_label, text, takes, plan, waits_for, url and label or ask, others, is_done #}""",
    "next": '{% next_action title=… url=… label=_("Add records") %}<p>…</p>{% endnext_action %}',
    "stepper": """{% stepper "letter" steps=page.STEPS %}   {# [(key, label), …]; "done" when all lie behind #}""",
    "figures": """{% figures as_of=counts.as_of %}
  {% figure counts.pledged _("agencies took the pledge") url=… note=… %}
  {% figure counts.certified _("agencies are certified") tone="gold" %}
{% endfigures %}""",
    "meter": """{% meter finding.actual finding.needed finding.out_of label=_("…") unit=_("sworn officers")
         pending=finding.if_pending_approved %}   {# on one line #}""",
    "clock": """{% load pledge_clock %}
{% clock pledged_on=… guide_on=… due_on=… today=… months_allowed=36 extended_to=… %}
{% clock pledged_on=… due_on=… summary=_("Your completion is with the IACP: the clock waits.") %}
{% clock pledged_on=… due_on=… finished_on=… %}""",
    "forms": """{% extends "layouts/form.html" %}   {# or agency_form.html, desk_form.html: they show the errors of `form` #}
{% load crispy_forms_filters %}
{% block form_title %}…{% endblock %}
{% block intro %}{% page_header title=… %}{% endpage_header %}{% endblock %}
{% block form %}
  <form method="post" data-once data-unsaved>
    {% csrf_token %}{{ form|crispy }}
    <div class="form-actions"><button class="btn btn-primary" type="submit">…</button></div>
  </form>
{% endblock %}   {# data-once: not sent twice; data-unsaved: asks before what was typed is lost #}""",
    "errors": "{% error_summary form formset %}   {# the form layouts do it for `form` #}",
    "filters": """{% filter_bar label=_("Filter agencies") action=url reset_url=url target="#results" %}
  {{ filter.form|crispy }}
{% endfilter_bar %}
<div id="results">…</div>   {# with `target` the part of that id is fetched as filters change #}""",
    "tabs": """{% tabs _("Officers by need") %}
  {% tab _("All") url current=True count=42 %}
  {% tab _("Needs training") url count=3 %}
{% endtabs %}""",
    "table": """{% data_table label=_("Officers") stacked=True caption=False %}
  <thead><tr><th scope="col">…</th><th scope="col" class="number">…</th></tr></thead>
  <tbody><tr><th scope="row">…</th><td data-label="{% translate 'Hours' %}" class="number">…</td></tr></tbody>
{% enddata_table %}
{% pagination page_obj %}   {# keeps the rest of the query; {% day date %} prints a date #}""",
    "definitions": """{% definitions %}
  {% definition _("Type") agency.get_kind_display %}
  {% definition _("Website") agency.website url=agency.website %}
{% enddefinitions %}""",
    "comparison": '{% comparison rows left=_("As submitted") right=_("Today") %}   {# rows: (label, left, right) #}',
    "files": '{% file_card name url=url size=bytes note=_("added in March 2026") %}',
    "job": """{% job_progress key="letter" state=document.state url=status_url label=_("Completion letter") done=3 total=10 %}
  {% file_card … %}
{% endjob_progress %}   {# states: queued, running, done, failed. status_url answers the same component. #}""",
    "history": "{% history entries %}   {# objects or mappings: at, what, and perhaps who, note, status #}",
    "quote": "{% quote source=… url=… %}…{% endquote %}",
    "empty": """{% empty_state title=_("No partnership yet") icon="handshake" url=url label=_("Add a partnership") %}
  <p>…</p>
{% endempty_state %}""",
    "confirm": """{% confirm_panel title=_("Withdraw the pledge?") action=url label=… tone="danger" cancel_url=… %}
  <p>…</p>   {# and fields; the POST form and its token are drawn #}
{% endconfirm_panel %}""",
    "typed": """{% confirm_panel title=… action=url label=… tone="danger" cancel_url=… form=form %}   {# a TypedForm #}
  <p>…</p>   {# what is lost, and what stays #}
{% endconfirm_panel %}""",
    "overtaken": """{% include "layouts/_versioned.html" %}   {# first in the form; form: a MergedForm #}
{% include "layouts/_overtaken.html" %}   {# where {{ form|crispy }} draws the hidden fields #}""",
    "copy": '{% copy_field verification_url _("Address of the verification page") key="verify" %}',
    "layout": """<div class="tiles [tiles--two]"><div class="panel">…</div></div>
<div class="with-aside"><div>…</div><aside>…</aside></div>
<div class="stack">…</div> <div class="cluster">…</div>
<section class="section"><div class="section-head"><h2>…</h2><a class="more-link" href="…">…</a></div>…</section>
{# layouts: public, form, agency, agency_form, desk, desk_form; blocks: title, breadcrumb, content, styles, scripts #}""",
}
