package io.github.ciautoscaler.plan;

/**
 * Why something is done, or not: a stable code for metrics, events and filters, and a sentence for
 * people, with the numbers that led to it.
 */
public record Reason(Code code, String message) {

  /** The catalogue of reasons; docs/reasons.md is made of it. */
  public enum Code {
    // launching, and why not
    QUEUE_EXCEEDS_CAPACITY(
        "Queued jobs have no free slot that fits, there or coming: a machine is launched.",
        "The jobs are taken by a runner, or cancelled."),
    OPERATOR_SCALE("A person asked for more machines.", "As many as were asked for are launched."),
    WARM_CAPACITY(
        "A pool holds free slots ready by its capacity, and some are missing.",
        "Slots become free, or its period of the capacity ends."),
    POOL_MINIMUM(
        "A pool has fewer machines than its min.", "It has as many, or its min is lowered."),
    PODS_PENDING(
        "Pods wait that a machine of the pool would have room for.",
        "The pods find room, or are deleted."),
    CAPACITY_SUFFICES(
        "A runner or machine, there or coming, is expected to take the job.",
        "The machine goes or serves another job; then the job is given a slot anew."),
    WAITS_FOR_JOB(
        "A job on a busy machine is expected to end before a new machine would have paid off.",
        "That job ends; else the job gets a machine when it has waited for SCALE_UP_PATIENCE."),
    AT_MAX_NODES(
        "There are as many machines as the maximum of all pools, or of this one, allows.",
        "A machine goes, or MAX_NODES or the pool's max is raised."),
    AT_MAX_JOBS(
        "The machines have as many slots as MAX_JOBS allows.",
        "A machine goes, or MAX_JOBS is raised."),
    SPEND_LIMIT(
        "One more machine would cost more than the owner allows an hour or a day.",
        "A machine goes, the day (UTC) ends, or the limit is raised."),
    OFFERINGS_COOLING_DOWN(
        "Every server type and location of the pool was refused a short while ago.",
        "The first of their cool-downs ends, or the pool names further types or locations."),
    OFFERING_REFUSED(
        "Hetzner does not sell this type at this location now; the next one is tried.",
        "Its cool-down ends."),
    BOOT_BACKOFF(
        "Machines of the pool booted in vain; each failure in a row doubles the wait.",
        "The wait ends; one machine that serves ends it for good."),
    LAUNCH_RATE(
        "The pool launched as many machines lately as its launch rate allows.",
        "The oldest of them is older than the rate's time, or the rate is raised."),
    CREATE_STOPPED(
        "Hetzner refuses orders: a limit of the account, the token, or the pool's template.",
        "The next attempt after a wait succeeds; the message says what to mend."),
    LAUNCHES_UNRESOLVED(
        "Launches of the last run may have made machines that no list shows yet.",
        "Each was looked up by its name."),
    OBSERVING_AFTER_START(
        "Just after a start lists may lag behind what the last run did.", "Half a minute passes."),
    SOURCE_UNKNOWN(
        "A system was not read completely, or not lately: unknown is never zero.",
        "It answers again; /api/status says what is wrong with it."),
    RATE_LIMIT_LOW(
        "The rest of Hetzner's request budget is kept for deletes.",
        "The budget fills up again, within minutes."),
    POD_FITS_NO_POOL(
        "A pod waits that no machine of any pool would have room for.",
        "A pool with larger machines or other labels is added, or the pod asks for less."),
    POD_NOT_TAKEN(
        "A machine that came for a pod did not take it.",
        "The pod is scheduled or changed; its events say what the scheduler lacks."),
    UNSERVABLE_LABELS(
        "A fresh machine came and did not take the jobs, though its labels fit.",
        "The runner's scope or the workflow's concurrency is mended."),
    NOT_OFFERED(
        "No pool and no permanent runner offers the job's labels.",
        "RUNNER_LABELS or a pool's labels name them, or a runner shows them."),
    REPOSITORY_NOT_ALLOWED(
        "The pools that fit do not serve the job's repository.", "A pool's repositories name it."),
    LEARNING_LABELS(
        "Nobody knows yet whether the runners offer the labels; one machine comes to show it.",
        "Its runner registers. With RUNNER_LABELS set this is never waited for."),
    PAUSED(
        "A person paused the autoscaler: nothing is launched and nothing new terminates.",
        "POST /api/resume, or the pause's time ends."),
    POOL_PAUSED(
        "A person paused the launches of this pool.",
        "POST /api/pools/{name}/resume, or the pause's time ends."),
    // states of a machine
    BOOTING(
        "The server is made, boots, or joins.",
        "Its Node is Ready, or the provisioning timeout ends."),
    WAITING_FOR_RUNNER(
        "The Node is Ready and no runner of it has registered yet.",
        "A runner registers, or the provisioning timeout ends."),
    RUNNING_JOB("A job runs there: the machine stays.", "The job ends."),
    WORK_SOMEWHERE(
        "The forge does not say on which runner a job runs, and one may be there.",
        "The job ends, or is known to be elsewhere: the runner rests for 90 s while it runs, or"
            + " came later."),
    RUNNING_PODS(
        "Pods work there that may not be moved, or fit nowhere else.",
        "The pods end, or fit on other machines at the hour's end."),
    PAID_UNTIL(
        "The machine is idle, and its paid hour lasts.",
        "A job takes it, or the time from which it is removable comes."),
    RUNNER_UNUSABLE(
        "No runner of the machine is online and enabled, so it takes no job.",
        "A runner comes online or is enabled, or the hour ends."),
    KEPT_FOR_QUEUE(
        "A queued job that fits is expected to take the machine.",
        "The job starts there, or elsewhere."),
    KEPT_FOR_PODS("A pod that waits fits there.", "The pod starts there, or elsewhere."),
    KEPT_READY(
        "The pool holds the machine ready for jobs to come.",
        "Its minimum or capacity asks for less."),
    UNSEEN_RUNNER(
        "A runner of the machine may be in a scope of the forge that is not looked at.",
        "It registers in one of FORGE_SCOPES, its scope is named there, or a person drains the"
            + " machine with force."),
    STRANGER_WORKS(
        "A runner that belongs to no known pod runs a job and may be on this machine.",
        "That job ends, or RUNNER_POD_SELECTOR shows whose the runner is."),
    // termination
    HOUR_ENDS(
        "The machine is idle, and its paid hour ends.",
        "A job takes it before its server is deleted."),
    OPERATOR_DRAIN(
        "A person drains the machine.",
        "DELETE /api/nodes/{name}/drain, until its server is deleted."),
    ABOVE_MAXIMUM(
        "There are more machines than the maximum, and this one is idle.",
        "The maximum is raised."),
    POOL_REMOVED(
        "The machine's pool is not in the configuration any more.",
        "The pool is configured again."),
    USED_UP(
        "The machine ran as many jobs as its pool's max-uses allows.",
        "Nothing; max-uses may be raised."),
    SERVER_NEVER_STARTED(
        "The server did not start within the provisioning timeout.",
        "It is deleted, and another one is tried."),
    NODE_NEVER_JOINED(
        "The server started and its Node never joined.",
        "It is deleted, and another one is tried; the server's own log says why."),
    NODE_NEVER_READY(
        "The Node joined and never became Ready.",
        "It is deleted, and another one is tried; kubectl describe node says why."),
    RUNNER_NEVER_CAME(
        "The Node is Ready and no runner of it ever registered.",
        "A runner registers before its paid hour ends."),
    NODE_LOST(
        "The Node is silent for more than five minutes; no job runs there, and no pod that must"
            + " not be moved.",
        "The Node is Ready again."),
    NODE_VANISHED("The Node is gone while its server runs.", "The Node comes back."),
    FETCH_WINDOW(
        "The runners are disabled; what they may have fetched just before is waited for.",
        "The fetch window passes and two looks show no job, or a job keeps the machine."),
    WAITING_FOR_PODS(
        "Pods are still on the machine that leaves.",
        "They end, or their PodDisruptionBudget allows the eviction."),
    WEAK_TERMINATION(
        "This forge cannot disable runners, so a job that is just being fetched may be lost.",
        "Gitea 1.26 or newer."),
    SERVER_DELETING(
        "Hetzner deletes the server.",
        "It is gone; then its runner rows and its Node are deleted."),
    // a termination that is cancelled
    JOB_SLIPPED_IN("A job began while the machine left: it stays.", "The job ends."),
    DEMAND_RETURNED(
        "A queued job that fits will take the machine that was leaving.",
        "The job starts there, or elsewhere."),
    TOO_LATE_FOR_HOUR(
        "The machine could not be gone before its next paid hour began: it stays.",
        "That hour nears its end."),
    DRAIN_TAKEN_BACK("The person who drained the machine took that back.", "It is drained again."),
    CAUSE_ENDED(
        "Why the machine was to go is over, and its hour is paid.", "Its paid hour nears its end."),
    // adoption, garbage collection
    ADOPTED_FROM_ORIGINAL(
        "The original made the machine for this cluster; from now on it is ours.", "Nothing."),
    ORIGINAL_SERVER_YOUNG(
        "The original made the server a short while ago; it counts towards the maximum.",
        "Its Node joins, or ten minutes pass."),
    FOREIGN_SERVER(
        "A server looks managed and is not ours: it is never touched, and costs somebody money.",
        "Its owner deletes it, or ADOPT_UNOWNED=true where it has no owner."),
    LOST_ANSWER(
        "Whether an order reached Hetzner is not known; it is looked up by its name.",
        "The look-up finds the server, or finds none for long enough."),
    SERVER_LOST(
        "An order was accepted, and its server is not listed any more.",
        "Asked for by its id, it is gone, or comes back."),
    ORPHAN_NODE("A Node of ours has no server.", "It is deleted after its grace period."),
    ORPHAN_RUNNER("A runner row of ours has no machine.", "It is deleted after its grace period."),
    ANNOTATING("What a restart must know is written on the Node.", "Nothing."),
    JOIN_TOKEN_USED("A Node joined with its token, which is deleted.", "Nothing."),
    JOIN_TOKEN_UNUSED("A machine did not come; its join token is deleted.", "Nothing."),
    // what a person has to mend
    NOT_K3S(
        "The control plane is not K3s, which the pool's bootstrap joins.",
        "K3S_VERSION or BOOTSTRAP names what it is."),
    VERSION_SKEW(
        "The machine's Kubernetes would be newer than the control plane.",
        "The versions are brought together."),
    WRONG_CLUSTER(
        "What machines join with belongs to another cluster, or does not fit this one.",
        "The message says what to change."),
    NO_BOOTSTRAP_TOKENS(
        "Machines join with CLUSTER_SECRET, because no token of their own can be made.",
        "The message says which right or setting is missing."),
    SERVER_TOKEN_GIVEN_AWAY(
        "CLUSTER_SECRET is a server token, which rules the cluster, and every job can read it.",
        "An agent token takes its place."),
    SETTING(
        "A setting asks for something that cannot work, or not as it is meant.",
        "The message says what to write."),
    TAINTED(
        "A taint keeps runners away from Nodes of ours.",
        "The taint goes, or the runners tolerate it."),
    RUNNER_CAPACITY(
        "A machine runs more jobs at once than its pool has slots.",
        "The runner's capacity and the pool's slots are made equal."),
    NODE_WITHOUT_SERVER(
        "A Node carries our label, and no server of ours stands behind it.",
        "Its owner deletes it or takes the label off."),
    ENDLESS_JOB(
        "A job runs by the forge's word, and nothing is heard of its runner.",
        "The job is cancelled in the forge, or the machine is drained with force."),
    CLOCK_SKEW("A system's clock is off by more than a little.", "NTP runs there."),
    WEBHOOK_BROKEN(
        "A job came that no delivery of the forge's webhook announced.",
        "Deliveries announce three new jobs in a row; POST /api/webhook/install repairs the hook."),
    FOREIGN_RUNNER(
        "A permanent runner leaves fitting jobs: it is registered for another owner.",
        "It is registered for the instance, or has a label of its own.");

    private final String meaning;
    private final String change;

    Code(String meaning, String change) {
      this.meaning = meaning;
      this.change = change;
    }

    /** What it says, whatever the machine or pool. */
    public String meaning() {
      return meaning;
    }

    /** What would change it: what is waited for, or what a person can do. */
    public String change() {
      return change;
    }
  }

  @Override
  public String toString() {
    return code + ": " + message;
  }
}
