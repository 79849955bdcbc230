--------------------------- MODULE GrantLifecycle ---------------------------
(* The life of grants: what the functions do with the ledger and with IAM, what can come between, and what holds    *)
(* all the same. README.md beside it tells which action is which method, and what is left out.                      *)
EXTENDS Integers, Sequences, FiniteSets, TLC

Max(a, b) == IF a > b THEN a ELSE b

CONSTANTS
  Grants, Killable,       \* all grants; those whose workflows may be stopped
  Troubles,               \* what may come once: a "silence" of the ledger, a "missed pass" of the reaper
  Requester, Approvers,   \* the requester is one of the approvers, as may be in a catalogue
  Quorum,
  EarlyEnds,              \* how a grant may end before its time: "Returned", "Revoked"
  Patience,               \* when a request lapses that is not settled, and what is approved is too late
  Duration,               \* of a grant
  Life, Slack,            \* of a session; between its announcement and its beginning
  RecoversBy,             \* when the ledger answers again at the latest
  MaxDelay,               \* for how long a CreatePolicy may be on its way
  MaxTime,                \* where the clock stops
  MaxCredentials,         \* how often credentials are fetched for a grant
  Room                    \* for so many denials of single grants there is room on the role

\* What the design rests on. Each can be taken out, and then something is found.
CONSTANTS
  Reaper,            \* TRUE: there is one
  PolicyAnnounced,   \* "before" it is made, "after" that, "never"
  SessionAnnounced,  \* TRUE: before it is opened
  CountedFrom,       \* the quorum, from the "ledger" or from the workflow's "input"
  EndFixed,          \* TRUE: expiresAt is read from PolicyPlanned, FALSE: it is computed at each try
  Dated,             \* TRUE: the policy carries the date
  PolicyStays,       \* after a planned end, until the last of the "sessions" is over or "not"
  DenialRemovedAfter,       \* a denial, after the last of the "sessions" or after the "policy" is gone
  TimeDenialRemovedAfter,   \* a denial by time, after the last of the "sessions" that it denies or in the next "pass"
  SinglesGo,         \* where the role is full, "after" the denial by time stands or "before"
  SilentRemoval      \* of policies while the ledger is silent: of those that are "unused", "expired" or of "any"

ASSUME Requester \in Approvers /\ Killable \subseteq Grants
ASSUME EarlyEnds \subseteq {"Returned", "Revoked"} /\ Troubles \subseteq {"silence", "missed pass"}
\* Enough for what begins last: a pass later than the requests lapse, or than the ledger answers again.
ASSUME MaxTime >= Max(Patience, RecoversBy) + 1 + Duration + Max(Life + Slack, MaxDelay + 1)
\* The longest session, and what may come between its announcement and its beginning.
Longest == Life + Slack

VARIABLES
  now,
  ledger,    \* the entries of each grant
  workflow,  \* of each grant: "runs" or "stopped"
  call,      \* the newest CreatePolicy of each grant: for how long it may still arrive, and the date in it
  policy,    \* of each grant: whether it is there, and the date in it
  opening,   \* for how long an AssumeRole that was announced may still arrive
  session,   \* for how long the longest session of each grant still lives
  denied,   \* the grants whose sessions the role denies everything by a denial of their own
  before,    \* the instant of the role's denial by time: it denies what began before; 0 if there is none
  answering, \* whether the ledger answers: "yes", "no", "again"
  passed,    \* whether the reaper is done with this minute
  missed     \* whether a pass of the reaper was missed
vars == <<now, ledger, workflow, call, policy, opening, session, denied, before, answering, passed, missed>>
aws == <<call, policy, opening, session, denied, before>>
role == <<denied, before>>
clock == <<now, answering, passed, missed>>

NoCall == [left |-> 0, until |-> 0]

-----------------------------------------------------------------------------
(* What the ledger says: a fold of the entries. *)

Entries(g) == {ledger[g][i] : i \in DOMAIN ledger[g]}
Has(g, type) == \E i \in DOMAIN ledger[g] : ledger[g][i].type = type
HasOne(g, types) == \E i \in DOMAIN ledger[g] : ledger[g][i].type \in types

Did(g, p, type) == [type |-> type, by |-> p] \in Entries(g)
SaidYes(g) == {p \in Approvers \ {Requester} : Did(g, p, "Approved") /\ ~Did(g, p, "Withdrawn")}
IsApproved(g) == Cardinality(SaidYes(g)) >= Quorum
IsPlanned(g) == Has(g, "PolicyPlanned")
ExpiresAt(g) == (CHOOSE entry \in Entries(g) : entry.type = "PolicyPlanned").until
HasEnded(g) == HasOne(g, {"Ended", "Returned", "Revoked", "Failed"})

State(g) ==
  IF HasOne(g, {"Denied", "Lapsed", "PolicyDeleted", "LateRecord"}) THEN "Over"
  ELSE IF HasOne(g, {"Failed", "Revoked"}) /\ ~IsPlanned(g) THEN "Over"
  ELSE IF HasEnded(g) THEN "Ending"
  ELSE IF Has(g, "Activated") THEN "Active"
  ELSE IF IsPlanned(g) THEN "Activating"
  ELSE IF IsApproved(g) THEN "Approved"
  ELSE "AwaitingApproval"

CredentialsPlanned(g) == {entry \in Entries(g) : entry.type = "CredentialsPlanned"}
MayLive(g) == \E entry \in CredentialsPlanned(g) : now < entry.until

IsAnswering == answering # "no"
AppendTo(g, entry) == /\ IsAnswering
                      /\ ledger' = [ledger EXCEPT ![g] = Append(@, entry)]
Note(g, type) == AppendTo(g, [type |-> type])

-----------------------------------------------------------------------------
Init ==
  /\ now = 0
  /\ ledger = [g \in Grants |-> <<[type |-> "Requested", by |-> Requester]>>]
  /\ workflow = [g \in Grants |-> "runs"]
  /\ call = [g \in Grants |-> NoCall]
  /\ policy = [g \in Grants |-> [there |-> FALSE, until |-> 0]]
  /\ opening = [g \in Grants |-> 0]
  /\ session = [g \in Grants |-> 0]
  /\ denied = {}
  /\ before = 0
  /\ answering = "yes"
  /\ passed = ~Reaper
  /\ missed = FALSE

(* What people do. *)

Approve(g, p) ==
  /\ State(g) = "AwaitingApproval" /\ p # Requester /\ ~Did(g, p, "Approved") /\ now < Patience
  /\ AppendTo(g, [type |-> "Approved", by |-> p])
  /\ UNCHANGED <<workflow, aws, clock>>

\* Whoever took a yes back could say it again; here others may.
Withdraw(g, p) ==
  /\ State(g) \in {"AwaitingApproval", "Approved"} /\ p \in SaidYes(g)
  /\ AppendTo(g, [type |-> "Withdrawn", by |-> p])
  /\ UNCHANGED <<workflow, aws, clock>>

Deny(g) ==
  /\ State(g) = "AwaitingApproval" /\ now < Patience
  /\ Note(g, "Denied")
  /\ UNCHANGED <<workflow, aws, clock>>

EndEarly(g, how) ==
  /\ \/ State(g) \in {"Activating", "Active"} /\ now < ExpiresAt(g)
     \/ State(g) \in {"AwaitingApproval", "Approved"} /\ how = "Revoked"
  /\ Note(g, how)
  /\ UNCHANGED <<workflow, aws, clock>>

PlanCredentials(g) ==
  /\ State(g) = "Active" /\ now < ExpiresAt(g) /\ opening[g] = 0
  /\ Cardinality(CredentialsPlanned(g)) < MaxCredentials
  /\ IF SessionAnnounced THEN AppendTo(g, [type |-> "CredentialsPlanned", until |-> now + Life + Slack])
     ELSE IsAnswering /\ UNCHANGED ledger
  /\ opening' = [opening EXCEPT ![g] = Slack + 1]
  /\ UNCHANGED <<workflow, call, policy, session, role, clock>>

-----------------------------------------------------------------------------
(* What the workflow does to begin. Anybody may have rung, at any time: the ledger tells whether there is cause. *)

MayPlan(g) == IF CountedFrom = "ledger" THEN State(g) = "Approved" ELSE State(g) \in {"AwaitingApproval", "Approved"}

PlanPolicy(g) ==
  /\ workflow[g] = "runs" /\ MayPlan(g)
  /\ CASE PolicyAnnounced = "before" -> TRUE
       [] PolicyAnnounced = "after" -> policy[g].there
       [] PolicyAnnounced = "never" -> FALSE
  /\ AppendTo(g, [type |-> "PolicyPlanned", until |-> now + Duration])
  /\ UNCHANGED <<workflow, aws, clock>>

\* Again and again until an answer comes. Those before it are forgotten: this one may arrive whenever they may.
CreatePolicy(g) ==
  /\ workflow[g] = "runs" /\ IsAnswering
  /\ IF PolicyAnnounced = "before" THEN State(g) = "Activating" /\ now < ExpiresAt(g) ELSE MayPlan(g)
  /\ call' = [call EXCEPT ![g] =
                [left |-> MaxDelay + 1, until |-> IF EndFixed /\ IsPlanned(g) THEN ExpiresAt(g) ELSE now + Duration]]
  /\ UNCHANGED <<ledger, workflow, policy, opening, session, role, clock>>

Activate(g) ==
  /\ workflow[g] = "runs" /\ State(g) = "Activating" /\ policy[g].there
  /\ Note(g, "Activated")
  /\ UNCHANGED <<workflow, aws, clock>>

(* What AWS does with calls, late, more than once, or not at all. *)

PolicyArrives(g) ==
  /\ call[g].left > 0 /\ ~policy[g].there
  /\ policy' = [policy EXCEPT ![g] = [there |-> TRUE, until |-> call[g].until]]
  /\ UNCHANGED <<ledger, workflow, call, opening, session, role, clock>>

SessionOpens(g) ==
  /\ opening[g] > 0
  /\ opening' = [opening EXCEPT ![g] = 0]
  /\ session' = [session EXCEPT ![g] = Life]
  /\ UNCHANGED <<ledger, workflow, call, policy, role, clock>>

-----------------------------------------------------------------------------
(* What ends a grant: the workflow and the reaper go the same way, step by step, and either may die after each step. *)

EndIsDue(g) == State(g) \in {"Activating", "Active"} /\ now >= ExpiresAt(g)
LapseIsDue(g) == State(g) = "AwaitingApproval" /\ now >= Patience
FailureIsDue(g) == State(g) = "Approved" /\ now >= Patience
IsCutShort(g) == HasOne(g, {"Returned", "Revoked", "Failed"})
DenialIsDue(g) == State(g) \in {"Ending", "Over"} /\ IsCutShort(g) /\ MayLive(g) /\ ~Has(g, "SessionsDenied")
\* At a planned end the policy denies everything by itself, as long as somebody may need that.
RemovalIsDue(g) ==
  /\ State(g) \in {"Ending", "Over"} /\ policy[g].there
  /\ PolicyStays = "sessions" /\ State(g) = "Ending" /\ ~IsCutShort(g) => ~MayLive(g)
NoteIsDue(g) == State(g) = "Ending" /\ ~policy[g].there

RecordEnd(g) ==
  /\ \/ EndIsDue(g) /\ Note(g, "Ended")
     \/ LapseIsDue(g) /\ Note(g, "Lapsed")
     \/ FailureIsDue(g) /\ Note(g, "Failed")
  /\ UNCHANGED aws

\* When the newest session of a grant began, and when the last that was announced will have begun at the latest.
Begun(g) == now - (Life - session[g])
BegunBefore(g) ==
  CHOOSE t \in {entry.until - Life + 1 : entry \in CredentialsPlanned(g)} :
    \A entry \in CredentialsPlanned(g) : entry.until - Life < t
IsDeniedByTime(g) == CredentialsPlanned(g) # {} /\ BegunBefore(g) <= before
IsDenied(g) == g \in denied \/ (session[g] > 0 /\ Begun(g) < before)

\* Done, then recorded. Where the role is full, one denial by time takes the place of all.
DenySessions(g) ==
  /\ IsAnswering /\ DenialIsDue(g)
  /\ CASE g \in denied \/ IsDeniedByTime(g) -> Note(g, "SessionsDenied") /\ UNCHANGED role
       [] OTHER ->
         /\ UNCHANGED ledger
         /\ IF Cardinality(denied) < Room THEN denied' = denied \cup {g} /\ UNCHANGED before
            ELSE IF SinglesGo = "before" /\ denied # {} THEN denied' = {} /\ UNCHANGED before
            ELSE before' = now + Slack + 1 /\ UNCHANGED denied
  /\ UNCHANGED <<call, policy, opening, session>>

\* Not kept back by sessions that could not be denied.
Remove(g) ==
  /\ IsAnswering /\ RemovalIsDue(g)
  /\ policy' = [policy EXCEPT ![g].there = FALSE]
  /\ UNCHANGED <<ledger, call, opening, session, role>>

NoteRemoval(g) ==
  /\ NoteIsDue(g)
  /\ \/ Note(g, "PolicyDeleted")
     \/ Has(g, "Ended") /\ Note(g, "LateRecord")
  /\ UNCHANGED aws

(* While the ledger is silent: what the policy says of itself must do. *)

UnrecordedIsDue(g) ==
  /\ ~IsAnswering /\ policy[g].there
  /\ CASE SilentRemoval = "unused" -> now >= policy[g].until + Longest
       [] SilentRemoval = "expired" -> now >= policy[g].until
       [] SilentRemoval = "any" -> TRUE

EndUnrecorded(g) ==
  /\ UnrecordedIsDue(g)
  /\ policy' = [policy EXCEPT ![g].there = FALSE]
  /\ UNCHANGED <<ledger, call, opening, session, role>>

Retire(g) == RecordEnd(g) \/ DenySessions(g) \/ Remove(g) \/ NoteRemoval(g) \/ EndUnrecorded(g)

RetireInWorkflow(g) == workflow[g] = "runs" /\ Retire(g) /\ UNCHANGED <<workflow, clock>>

-----------------------------------------------------------------------------
(* The reaper: once a minute it does what the state of ledger and IAM calls for, whatever brought them there. *)

DenialIsOver(g) ==
  /\ g \in denied /\ State(g) \in {"Over", "AwaitingApproval", "Approved"}
  /\ DenialRemovedAfter = "sessions" => ~MayLive(g) \/ IsDeniedByTime(g)
TimeDenialIsOver ==
  /\ before > 0
  /\ TimeDenialRemovedAfter = "sessions" => now >= before + Life \/ now = MaxTime
DenialRemovalIsToBeNoted(g) ==
  /\ State(g) = "Over" /\ g \notin denied /\ Has(g, "SessionsDenied") /\ ~Has(g, "SessionDenialRemoved") /\ ~MayLive(g)

RemoveDenial(g) ==
  /\ IsAnswering
  /\ \/ DenialIsOver(g) /\ denied' = denied \ {g} /\ UNCHANGED <<ledger, before>>
     \/ TimeDenialIsOver /\ before' = 0 /\ UNCHANGED <<ledger, denied>>
     \/ DenialRemovalIsToBeNoted(g) /\ Note(g, "SessionDenialRemoved") /\ UNCHANGED role
  /\ UNCHANGED <<call, policy, opening, session>>

Reap(g) == Reaper /\ ~passed /\ (Retire(g) \/ RemoveDenial(g)) /\ UNCHANGED <<workflow, clock>>

IsLeft(g) ==
  IF IsAnswering
  THEN \/ EndIsDue(g) \/ LapseIsDue(g) \/ FailureIsDue(g) \/ DenialIsDue(g) \/ RemovalIsDue(g) \/ NoteIsDue(g)
       \/ DenialIsOver(g) \/ TimeDenialIsOver \/ DenialRemovalIsToBeNoted(g)
  ELSE UnrecordedIsDue(g)

Pass ==
  /\ ~passed /\ \A g \in Grants : ~IsLeft(g)
  /\ passed' = TRUE
  /\ UNCHANGED <<now, ledger, workflow, aws, answering, missed>>

-----------------------------------------------------------------------------
(* What goes wrong. *)

\* It died on the way, wherever it was. The next one comes in a minute.
MissPass ==
  /\ "missed pass" \in Troubles /\ ~passed /\ ~missed
  /\ passed' = TRUE /\ missed' = TRUE
  /\ UNCHANGED <<now, ledger, workflow, aws, answering>>

Kill(g) ==
  /\ g \in Killable /\ workflow[g] = "runs" /\ State(g) # "Over"
  /\ workflow' = [workflow EXCEPT ![g] = "stopped"]
  /\ UNCHANGED <<ledger, aws, clock>>

\* The event that says so may stay away.
HearOfKill(g) ==
  /\ workflow[g] = "stopped" /\ State(g) \in {"AwaitingApproval", "Approved", "Activating"}
  /\ Note(g, "Failed")
  /\ UNCHANGED <<workflow, aws, clock>>

FallSilent ==
  /\ "silence" \in Troubles /\ answering = "yes" /\ answering' = "no"
  /\ UNCHANGED <<now, ledger, workflow, aws, passed, missed>>

AnswerAgain ==
  /\ answering = "no" /\ answering' = "again"
  /\ UNCHANGED <<now, ledger, workflow, aws, passed, missed>>

\* At the end the clock stops, but not what runs each minute.
Tick ==
  /\ passed /\ (IsAnswering \/ now < RecoversBy)
  /\ passed' = ~Reaper
  /\ now' = IF now < MaxTime THEN now + 1 ELSE now
  /\ call' = [g \in Grants |-> IF call[g].left > 1 THEN [call[g] EXCEPT !.left = @ - 1] ELSE NoCall]
  /\ opening' = [g \in Grants |-> Max(opening[g] - 1, 0)]
  /\ session' = [g \in Grants |-> Max(session[g] - 1, 0)]
  /\ UNCHANGED <<ledger, workflow, policy, role, answering, missed>>

-----------------------------------------------------------------------------
Next ==
  \/ Tick \/ Pass \/ MissPass \/ FallSilent \/ AnswerAgain
  \/ \E g \in Grants :
       \/ \E p \in Approvers : Approve(g, p) \/ Withdraw(g, p)
       \/ \E how \in EarlyEnds : EndEarly(g, how)
       \/ Deny(g) \/ PlanCredentials(g)
       \/ PlanPolicy(g) \/ CreatePolicy(g) \/ Activate(g) \/ RetireInWorkflow(g)
       \/ PolicyArrives(g) \/ SessionOpens(g)
       \/ Reap(g) \/ Kill(g) \/ HearOfKill(g)

\* Only time, the reaper and the ledger go on for sure: no workflow needs to.
Fairness == WF_vars(Tick) /\ WF_vars(Pass) /\ WF_vars(AnswerAgain) /\ \A g \in Grants : WF_vars(Reap(g))
Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(* The promises. *)

\* What a session may do after its policy was deleted nobody has proved: here it may still do everything until the date.
HasAccess(g) == session[g] > 0 /\ ~IsDenied(g) /\ (Dated => now < policy[g].until)

\* No policy and no credential without a quorum of distinct approvers, none of them the requester.
QuorumFirst == \A g \in Grants : IsPlanned(g) \/ policy[g].there \/ session[g] > 0 => IsApproved(g)

\* Access ends at expiresAt, no matter who is dead.
EndsByItsDate == \A g \in Grants : HasAccess(g) /\ IsPlanned(g) => now < ExpiresAt(g)

\* After the planned end a policy, or a denial, denies every session. With its policy its Deny after the date goes, and
\* then a resource that names the session may let it in again.
DeniedWhileTheyLive ==
  \A g \in Grants :
    IsPlanned(g) /\ now >= ExpiresAt(g) /\ session[g] > 0 /\ ~IsCutShort(g) => policy[g].there \/ IsDenied(g)

\* Nothing is left one minute after no session can use it and the last CreatePolicy may have arrived.
NothingIsLeft ==
  \A g \in Grants : policy[g].there /\ IsPlanned(g) => now <= ExpiresAt(g) + Max(MaxDelay, Longest) + 1

\* Each effect has an earlier entry that announces it.
WriteAhead ==
  \A g \in Grants :
    /\ policy[g].there => IsPlanned(g)
    /\ session[g] > 0 => Has(g, "CredentialsPlanned")
    /\ g \in denied => IsCutShort(g)
    /\ Has(g, "LateRecord") => now >= ExpiresAt(g)

\* A policy is removed after its end was recorded. The one exception: its own date has passed.
RemovedAfterItsEnd ==
  [][\A g \in Grants : policy[g].there /\ ~policy'[g].there => HasEnded(g) \/ now >= policy[g].until]_vars

\* Entries are added and never changed.
AppendOnly ==
  [][\A g \in Grants : Len(ledger'[g]) >= Len(ledger[g]) /\ SubSeq(ledger'[g], 1, Len(ledger[g])) = ledger[g]]_vars

\* A session that the ledger calls denied can do nothing, now and later.
DeniedMeansOut == \A g \in Grants : Has(g, "SessionsDenied") => ~HasAccess(g)

\* A denial is not removed while a session lives or may begin.
DenialOutlastsSessions ==
  \A g \in Grants :
    Has(g, "SessionsDenied") /\ g \notin denied /\ ~IsDeniedByTime(g) => session[g] = 0 /\ opening[g] = 0

\* When the reaper is done with its minute, nobody has access by a grant that has ended.
EndedMeansOut == [][Pass /\ IsAnswering => \A g \in Grants : HasEnded(g) => ~HasAccess(g)]_vars

\* Every grant reaches an end, and nothing of it stays in IAM, once calls do not arrive again and again.
EverythingEnds ==
  <>[][\A g \in Grants : ~PolicyArrives(g)]_vars
    => <>[](\A g \in Grants : State(g) = "Over" /\ ~policy[g].there /\ session[g] = 0 /\ g \notin denied /\ before = 0)

\* Not a promise, but a way to see that the exception does come about: TLC finds one.
NoLateRecord == \A g \in Grants : ~Has(g, "LateRecord")

\* Which of the grants is which makes no difference, nor which of the others says yes. TLC may use this for all promises
\* but the one about the ends of all ways.
Alike == Permutations(Grants) \cup Permutations(Approvers \ {Requester})
=============================================================================
