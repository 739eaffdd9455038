package io.github.ciautoscaler.kubernetes;

import static io.github.ciautoscaler.kubernetes.Given.list;
import static io.github.ciautoscaler.kubernetes.Given.needed;

import io.github.ciautoscaler.fleet.JobLengths;
import io.github.ciautoscaler.fleet.JobName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How long jobs ran, in as few characters as can be: it is most of the document. */
record LengthsJson(Instant at, @Nullable List<OfName> of) {

  /**
   * @param s whole seconds, with spaces between, the oldest first
   */
  record OfName(String repo, String name, String s) {

    List<Duration> read() {
      return Arrays.stream(needed(s).split(" ", -1))
          .map(seconds -> Duration.ofSeconds(Math.max(0, Long.parseLong(seconds))))
          .toList();
    }
  }

  static @Nullable LengthsJson of(JobLengths lengths) {
    return lengths.byName().isEmpty()
        ? null
        : new LengthsJson(
            lengths.learntAt(),
            lengths.byName().entrySet().stream()
                .map(one ->
                    new OfName(
                        one.getKey().repository(), one.getKey().name(), text(one.getValue())))
                .toList());
  }

  private static String text(List<Duration> lengths) {
    return lengths.stream()
        .map(length -> String.valueOf(length.toSeconds()))
        .collect(Collectors.joining(" "));
  }

  static JobLengths read(@Nullable LengthsJson written) {
    if (written == null) {
      return JobLengths.NONE;
    }
    SequencedMap<JobName, List<Duration>> byName = new LinkedHashMap<>();
    for (OfName one : list(written.of)) {
      byName.put(new JobName(needed(one.repo), needed(one.name)), one.read());
    }
    return new JobLengths(byName, needed(written.at));
  }
}
