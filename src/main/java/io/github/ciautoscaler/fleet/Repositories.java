package io.github.ciautoscaler.fleet;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose jobs a pool serves. The forge compares names of owners and repositories without regard to
 * case.
 *
 * @param patterns each {@code owner/name} or {@code owner/*}, in small letters; none: all jobs
 * @param scope the part of the forge that they come from
 */
public record Repositories(Set<String> patterns, ForgeScope scope) {

  public static final Repositories ALL = new Repositories(Set.of());

  /** From anywhere. */
  public Repositories(Set<String> patterns) {
    this(patterns, ForgeScope.ADMIN);
  }

  public Repositories {
    patterns =
        patterns.stream()
            .map(pattern -> pattern.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Of a job whose repository nobody says, only where all are served. */
  public boolean allow(@Nullable String repository) {
    if (patterns.isEmpty() || !scope.covers(repository)) {
      return scope.covers(repository);
    }
    if (repository == null) {
      return false;
    }
    String name = repository.toLowerCase(Locale.ROOT);
    return patterns.contains(name) || patterns.contains(name.replaceFirst("/.*", "") + "/*");
  }
}
