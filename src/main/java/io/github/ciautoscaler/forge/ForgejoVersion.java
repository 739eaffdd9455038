package io.github.ciautoscaler.forge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Forgejo's word for its version tells about what it can, as {@code 15.0.9+gitea-1.22.0}. What
 * stands behind the plus tells nothing: every Forgejo says the same there.
 */
enum ForgejoVersion {
  /** Before 11: no job queue to read. */
  TOO_OLD,
  /** 11 to 13: its jobs are listed for labels alone, and its runners not at all. */
  JOBS_BY_LABELS,
  /** 14: all of its jobs are listed, and its runners not at all. */
  ALL_JOBS,
  /** 15 and newer: its runners are listed too. */
  RUNNERS,
  /** A build that does not say what it grew from, or grew into 15 before its release. */
  UNCLEAR;

  private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,4})\\.\\d{1,4}(\\D.*)?");

  static ForgejoVersion of(String word) {
    Matcher numbers = NUMBERS.matcher(word.strip());
    if (!numbers.matches()) {
      return UNCLEAR;
    }
    int major = Integer.parseInt(numbers.group(1));
    boolean development = word.contains("dev") || word.contains("test");
    if (major < 11) {
      return TOO_OLD;
    }
    if (development && major <= 15) {
      return UNCLEAR;
    }
    return major >= 15 ? RUNNERS : major == 14 ? ALL_JOBS : JOBS_BY_LABELS;
  }

  /** Whether a list of jobs is empty unless labels are asked for. */
  boolean needsLabels() {
    return this == JOBS_BY_LABELS || this == UNCLEAR;
  }

  boolean listsRunners() {
    return this == RUNNERS;
  }
}
