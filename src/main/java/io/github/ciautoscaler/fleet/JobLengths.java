package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How long the latest jobs of each name ran. Bounded: whose jobs ran longest ago is forgotten.
 *
 * @param byName the latest ones last; of each the oldest length first. The name whose job ended
 *     last comes last
 * @param learntAt when the latest were added; the epoch before the first
 */
public record JobLengths(SequencedMap<JobName, List<Duration>> byName, Instant learntAt) {

  public static final JobLengths NONE = new JobLengths(new LinkedHashMap<>(), Instant.EPOCH);

  /** As many of one name are kept. */
  public static final int KEPT = 20;

  /** As many names are kept at most. */
  public static final int MOST_NAMES = 256;

  /** As many characters do all names have together: they are written by strangers. */
  static final int MOST_CHARACTERS = 20_000;

  public JobLengths {
    SequencedMap<JobName, List<Duration>> own = new LinkedHashMap<>();
    byName.forEach((name, lengths) -> own.put(name, List.copyOf(lengths)));
    byName = Collections.unmodifiableSequencedMap(own);
  }

  /** Of jobs of this name, none where nothing is known. */
  public List<Duration> of(JobName name) {
    return byName.getOrDefault(name, List.of());
  }

  /** How many lengths are known, of all names. */
  public int count() {
    return byName.values().stream().mapToInt(List::size).sum();
  }

  /** Once for each moment. */
  JobLengths after(List<RunningJobs.Ended> jobs, Instant at) {
    if (at.equals(learntAt)) {
      return this;
    }
    SequencedMap<JobName, List<Duration>> next = new LinkedHashMap<>(byName);
    for (RunningJobs.Ended job : jobs) {
      List<Duration> lengths = new ArrayList<>(of(next, job.name()));
      lengths.add(seconds(job.took()));
      int dropped = Math.max(0, lengths.size() - KEPT);
      next.putLast(job.name(), List.copyOf(lengths.subList(dropped, lengths.size())));
    }
    forgetOldest(next);
    return new JobLengths(next, at);
  }

  private static List<Duration> of(Map<JobName, List<Duration>> known, JobName name) {
    return known.getOrDefault(name, List.of());
  }

  /** So they are written. */
  private static Duration seconds(Duration took) {
    return Duration.ofSeconds(Math.max(0, took.toSeconds()));
  }

  private static void forgetOldest(SequencedMap<JobName, List<Duration>> known) {
    int characters = known.keySet().stream().mapToInt(JobName::size).sum();
    Iterator<JobName> oldest = known.keySet().iterator();
    while (oldest.hasNext() && (known.size() > MOST_NAMES || characters > MOST_CHARACTERS)) {
      characters -= oldest.next().size();
      oldest.remove();
    }
  }
}
