package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Requirements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job as the forge knows it. Read by whoever asks, changed by {@link ForgeWorld} alone. */
public final class ForgeJob {

  /** Where a job stands; {@link #word} is what the API says. */
  public enum Status {
    QUEUED("queued"),
    /** Waits for its needs, which the API calls waiting. */
    BLOCKED("waiting"),
    IN_PROGRESS("in_progress"),
    COMPLETED("completed");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  private final long id;
  private final long runId;
  private final Repo repo;
  private final JobSpec spec;
  private final Requirements requirements;
  private final List<ForgeJob> needs;
  private final Instant created;
  private final String headSha;
  private int attempt;
  private Status status;
  private @Nullable String conclusion;
  private long runnerId;
  private String runnerName = "";
  private @Nullable Instant started;
  private @Nullable Instant completed;
  private @Nullable Job asListed;
  private boolean heldBack;
  private Instant begun = Instant.MIN;

  ForgeJob(
      long id,
      long runId,
      Repo repo,
      JobSpec spec,
      List<ForgeJob> needs,
      Instant created,
      String headSha) {
    this.id = id;
    this.runId = runId;
    this.repo = repo;
    this.spec = spec;
    this.requirements = new Requirements(Set.copyOf(spec.labels()));
    this.needs = List.copyOf(needs);
    this.created = created;
    this.headSha = headSha;
    this.status = Status.QUEUED;
  }

  void holdBack() {
    heldBack = true;
  }

  /** Whether the forge hands it to nobody, which its API does not tell. */
  boolean isHeldBack() {
    return heldBack;
  }

  void become(Status next) {
    status = next;
    asListed = null;
  }

  void claim(long byRunner, String byName, Instant at) {
    become(Status.IN_PROGRESS);
    attempt++;
    runnerId = byRunner;
    runnerName = byName;
    started = at;
  }

  /**
   * @param at by the world's clock, which the forge's may differ from
   */
  void beginsAt(Instant at) {
    begun = at;
  }

  /** When it was claimed last, by the world's clock. */
  Instant begun() {
    return begun;
  }

  void complete(String how, Instant at) {
    become(Status.COMPLETED);
    conclusion = how;
    completed = at;
  }

  void requeue() {
    become(Status.QUEUED);
    conclusion = null;
    runnerId = 0;
    runnerName = "";
    started = null;
    completed = null;
  }

  /** What a reader is told; the same object until something about it changes. */
  Job asListed() {
    if (asListed == null) {
      Long runner = status == Status.IN_PROGRESS ? Long.valueOf(runnerId) : null;
      Job.Run run = new Job.Run(repo.fullName(), runId, attempt, created, started);
      asListed = new Job(id, new Job.Title(name(), null), requirements, runner, run);
    }
    return asListed;
  }

  public long id() {
    return id;
  }

  public long runId() {
    return runId;
  }

  public Repo repo() {
    return repo;
  }

  public String name() {
    return spec.name();
  }

  /** As written in runs-on. */
  public List<String> labelList() {
    return spec.labels();
  }

  public Set<String> labels() {
    return requirements.labels();
  }

  public List<ForgeJob> needs() {
    return needs;
  }

  public Duration duration() {
    return spec.duration();
  }

  public String headSha() {
    return headSha;
  }

  /** How often it was claimed: 0 before the first time. */
  public int attempt() {
    return attempt;
  }

  public Status status() {
    return status;
  }

  /** success, failure, skipped or cancelled; null until completed. */
  public @Nullable String conclusion() {
    return conclusion;
  }

  /** 0 until claimed. */
  public long runnerId() {
    return runnerId;
  }

  public String runnerName() {
    return runnerName;
  }

  public Instant created() {
    return created;
  }

  public @Nullable Instant started() {
    return started;
  }

  public @Nullable Instant completed() {
    return completed;
  }

  public boolean is(Status wanted) {
    return status == wanted;
  }
}
