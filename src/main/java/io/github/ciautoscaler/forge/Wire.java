package io.github.ciautoscaler.forge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Requirements;
import io.github.ciautoscaler.fleet.Runner;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gitea's JSON, as far as it is used. Everything may be missing or null: fields come and go with
 * each release. What lists hold skips what it does not know: else Jackson keeps a copy of it until
 * the record is made.
 */
final class Wire {

  /** Newer builds say of one that is online what it does. */
  private static final Set<String> ONLINE = Set.of("online", "idle", "active");

  private Wire() {}

  record Version(@Nullable String version) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record User(@Nullable String login) {}

  /** A list in an object. */
  interface Rows<R> {
    @Nullable List<@Nullable R> rows();

    /** Of the whole list; null where only a header tells. */
    @Nullable Long totalCount();
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record JobPage(@Nullable List<@Nullable JobRow> jobs, @Nullable Long totalCount)
      implements Rows<JobRow> {
    @Override
    public @Nullable List<@Nullable JobRow> rows() {
      return jobs;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record RunnerPage(@Nullable List<@Nullable RunnerRow> runners, @Nullable Long totalCount)
      implements Rows<RunnerRow> {
    @Override
    public @Nullable List<@Nullable RunnerRow> rows() {
      return runners;
    }
  }

  /**
   * @param labels null, or without elements, where there is no runs-on; an expression that could
   *     not be evaluated is an empty word
   * @param url of the API; its path tells the repository
   * @param runnerId absent until a runner took it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record JobRow(
      @Nullable Long id,
      @Nullable String name,
      @Nullable String url,
      @Nullable String htmlUrl,
      @Nullable String status,
      @Nullable List<@Nullable String> labels,
      @Nullable Long runnerId,
      @Nullable Long runId,
      @Nullable Integer runAttempt,
      @Nullable String createdAt,
      @Nullable String startedAt) {

    boolean isDemand() {
      return JobWord.of(status, JobWord.QUEUED) == JobWord.QUEUED;
    }

    /**
     * Whatever its word is: one that is not done may still be on its runner. One in progress that
     * names none runs somewhere, unless it asks for no label: that is a reusable workflow's caller,
     * which never takes a runner.
     */
    boolean mayRun() {
      return switch (JobWord.of(status, JobWord.IN_PROGRESS)) {
        case IN_PROGRESS -> isOnARunner() || present(labels).findAny().isPresent();
        case QUEUED, BLOCKED -> isOnARunner();
        case COMPLETED -> false;
      };
    }

    boolean isOnARunner() {
      return runnerId != null && runnerId > 0;
    }

    Job toJob() {
      String page = htmlUrl != null && htmlUrl.matches("https?://.*") ? htmlUrl : null;
      return new Job(
          Objects.requireNonNull(id),
          new Job.Title(name == null ? "" : name, page),
          new Requirements(present(labels).collect(Collectors.toSet())),
          isOnARunner() ? runnerId : null,
          run());
    }

    private Job.Run run() {
      return new Job.Run(
          JobOrigin.repository(url),
          runId,
          runAttempt == null ? 0 : runAttempt,
          JobOrigin.time(createdAt),
          JobOrigin.time(startedAt));
    }
  }

  /**
   * @param busy absent from Forgejo, whose status tells it
   * @param disabled absent before Gitea 1.26, and from Forgejo
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record RunnerRow(
      @Nullable Long id,
      @Nullable String name,
      @Nullable String status,
      @Nullable Boolean busy,
      @Nullable Boolean disabled,
      @Nullable Boolean ephemeral,
      @Nullable List<@Nullable Label> labels) {

    Runner toRunner() {
      return new Runner(
          Objects.requireNonNull(id),
          name == null ? "" : name,
          new Runner.State(
              status != null && ONLINE.contains(status),
              Boolean.TRUE.equals(busy) || "active".equals(status),
              Boolean.TRUE.equals(disabled)),
          Boolean.TRUE.equals(ephemeral),
          names());
    }

    private Set<String> names() {
      return present(labels)
          .flatMap(label -> Optional.ofNullable(label.name()).stream())
          .collect(Collectors.toSet());
    }
  }

  /** Gitea writes an object, Forgejo the name alone. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Label(@Nullable String name) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    Label(@JsonProperty("name") @Nullable String name) {
      this.name = name;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Label named(String name) {
      return new Label(name);
    }
  }

  /** The elements that are there. */
  static <T> Stream<T> present(@Nullable List<@Nullable T> list) {
    return list == null ? Stream.empty() : list.stream().flatMap(Stream::ofNullable);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record RepositoryPage(@Nullable List<@Nullable RepositoryRow> data)
      implements Rows<RepositoryRow> {
    @Override
    public @Nullable List<@Nullable RepositoryRow> rows() {
      return data;
    }

    @Override
    public @Nullable Long totalCount() {
      return null;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record RepositoryRow(@Nullable Long id, @Nullable String fullName) {}
}
