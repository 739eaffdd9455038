package io.github.ciautoscaler.forge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Forgejo's jobs that wait or run, all in one answer: an array without pages, and {@code null}
 * where there is none. Until version 13 only those are given whose runs-on is among the labels that
 * are asked for, so that all labels of all pools are.
 */
record ForgejoJobs(Exchange http, Supplier<Set<String>> labels, InstantSource clock) {

  private static final String PATH = "/api/v1/admin/actions/runners/jobs";
  private static final String UNTIL_14 = "/api/v1/admin/runners/jobs";

  /** Some builds put their lists into an object. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record InObject(@Nullable List<@Nullable ForgejoJob> jobs, @Nullable Long totalCount) {

    /** Null where it is something else, such as an error's words. */
    @Nullable Stream<ForgejoJob> rows() {
      boolean isList = jobs != null || (totalCount != null && totalCount == 0);
      return isList ? Wire.present(jobs) : null;
    }
  }

  Reading<List<ForgejoJob>> read(ForgejoVersion version) {
    Instant takenAt = clock.instant();
    String path = version.listsRunners() ? PATH : UNTIL_14;
    try {
      Reply answer = ask(path, version).orElseThrow(() -> ReadFailed.garbled(path, "no answer"));
      return new Reading.Complete<>(rows(path, answer), takenAt);
    } catch (RuntimeException e) {
      return ReadFailed.of(path, e).at(takenAt);
    }
  }

  private Optional<Reply> ask(String path, ForgejoVersion version) {
    return http.get(
            uri -> {
              uri.path(path);
              if (version.needsLabels()) {
                uri.queryParam("labels", "{labels}");
              }
              return uri.build(String.join(",", labels.get().stream().sorted().toList()));
            })
        .blockOptional();
  }

  private static List<ForgejoJob> rows(String path, Reply answer) {
    if (!answer.isOk()) {
      throw ReadFailed.of(path, answer);
    }
    if (answer.isNull()) {
      return List.of();
    }
    List<ForgejoJob> rows =
        answer
            .as(ForgejoJob[].class)
            .map(array -> Arrays.stream(array))
            .or(() -> answer.as(InObject.class).map(InObject::rows))
            .orElseThrow(() -> ReadFailed.garbled(path, answer.status() + ", but not a list"))
            .flatMap(Stream::ofNullable)
            .toList();
    if (rows.stream().anyMatch(row -> row.id() == null)) {
      throw ReadFailed.garbled(path, "a row without an id");
    }
    return rows;
  }
}
