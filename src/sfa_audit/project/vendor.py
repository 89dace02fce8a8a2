"""Cause 8: the choice of software vendor and service provider."""

from __future__ import annotations

from typing import ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Count, Flag, MustText, Open, Record, Section


class Reference(Record):
    """One reference customer that was spoken to."""

    usual: ClassVar = f.Usual("selection", "selection-lead", "notes of reference calls", 5)

    name: MustText = f.key("Reference customer spoken to.", "a name", example="Norlund Pumps")
    similar_size: Flag = f.flag("Its sales force is of similar size.", "a sales force of similar size")
    similar_industry: Flag = f.flag("It is in a similar industry.", "a similar industry")
    same_modules: Flag = f.flag("It uses the same modules.", "the same modules")
    same_implementer: Flag = f.flag(
        "It worked with the same implementation partner.", "the same implementation partner"
    )
    live_six_months: Flag = f.flag("It has been live for six months or more.", "six months of live use")
    hands_on: Flag = f.flag("The person spoken to worked on the roll-out.", "a contact who worked on the roll-out")
    vendor_absent: Flag = f.flag("The vendor was not on the call.", "a call without the vendor")


class Contract(Section):
    """What the contract holds."""

    usual: ClassVar = f.Usual("selection", "procurement", "contract", 10)

    acceptance_tied_to_payment: Flag = f.flag(
        "Payment depends on acceptance tests.", "payment depends on acceptance tests"
    )
    people_named: Flag = f.flag("The contract names the key people.", "the contract names the key people")
    knowledge_transfer: Flag = f.flag("Hand-over of knowledge is owed.", "hand-over of knowledge is owed")
    service_levels: Flag = f.flag("Service levels are owed.", "service levels are owed")
    exit_and_data_return: Flag = f.flag("Exit and return of data are settled.", "exit and return of data are settled")


class Vendor(Section):
    """Selection, proof, team, estimate and contract."""

    usual: ClassVar = f.Usual("selection", "selection-lead", "selection file", 10)

    in_house: Flag = f.flag(
        "The firm builds the system itself; there is no vendor to choose.",
        "the system is built in-house",
        example=False,
        ask="project-manager",
        minutes=2,
    )
    criteria_before_demo: Flag = f.flag(
        "Weighted criteria are dated before the first demonstration.",
        "weighted criteria came before the first demonstration",
    )
    products_scored: Count = f.count(
        "Products scored against them.", "product scored", "products scored", example=3, unit="products"
    )
    scores_kept: Flag = f.flag("The score sheets are kept.", "the score sheets are kept")
    references: Open[Reference] = f.records(
        "Reference customers spoken to; [] = none.",
        "reference customer",
        "reference customers",
        example=[{"name": "Norlund Pumps"}],
        look="notes of reference calls",
    )
    references_complete: Flag = f.complete("references")
    scenarios: Count = f.count(
        "Critical scenarios named for the proof.",
        "critical scenario",
        "critical scenarios",
        example=12,
        unit="scenarios",
        look="proof of concept",
    )
    scenarios_shown: Count = f.count(
        "Of these, shown on the client's own data.",
        "scenario shown on own data",
        "scenarios shown on own data",
        example=9,
        unit="scenarios",
        part_of="vendor.scenarios",
        look="proof of concept",
    )
    reps_at_proof: Flag = f.flag(
        "Salespeople were present at the proof.", "salespeople were present at the proof", look="proof of concept"
    )
    load_tested: Flag = f.flag(
        "Speed was tested with the expected number of users.",
        "speed was tested under load",
        example=False,
        ask="architect",
        look="proof of concept",
    )
    panel_members: Count = f.count(
        "People on the selection panel.",
        "member of the selection panel",
        "members of the selection panel",
        example=9,
        unit="people",
    )
    panel_sellers: Count = f.count(
        "Of these, practising salespeople or first-line managers.",
        "seller on the selection panel",
        "sellers on the selection panel",
        example=3,
        unit="people",
        part_of="vendor.panel_members",
    )
    lead_rollouts: Count = f.count(
        "Complete roll-outs of this product that the named lead has led before.",
        "earlier roll-out of the lead",
        "earlier roll-outs of the lead",
        example=3,
        unit="roll-outs",
        look="curriculum vitae, references",
    )
    estimate_method_written: Flag = f.flag(
        "Method and assumptions of the estimate are written down.",
        "the method of the estimate is written down",
        ask="project-manager",
        look="estimate",
    )
    estimate_by_deliverers: Flag = f.flag(
        "The people who will deliver made the estimate.",
        "the estimate comes from those who deliver",
        ask="project-manager",
        look="estimate",
    )
    estimate_checked: Flag = f.flag(
        "Somebody independent checked the estimate.",
        "the estimate was checked independently",
        example=False,
        ask="project-office",
        look="estimate",
    )
    contract: Contract = Contract()
