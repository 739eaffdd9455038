package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.settings.KeyPath;
import io.github.ciautoscaler.settings.Problem;
import io.github.ciautoscaler.settings.Tree;
import io.github.ciautoscaler.settings.TreeChange;
import io.github.ciautoscaler.settings.TreeChange.Difference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files of settings as a whole when they change: all that may change under a running
 * process, or, where anything in them is wrong, nothing.
 */
final class ConfigReload {

  private static final Logger log = LoggerFactory.getLogger(ConfigReload.class);

  private final ConfigFiles files;
  private final boolean sandbox;
  private volatile ConfigStatus status;
  private ConfigFiles.@Nullable Look tried;

  ConfigReload(ConfigFiles files, boolean sandbox, Instant now) {
    this.files = files;
    this.sandbox = sandbox;
    this.status = ConfigStatus.atStart(files.paths(), now);
  }

  /**
   * What is to be used from now on.
   *
   * @param changes sentences about the whole fleet's settings
   * @param later sentences about what holds from the next start
   */
  record Next(Tree tree, Loaded loaded, List<String> changes, List<String> later) {}

  boolean follows() {
    return !files.isEmpty();
  }

  ConfigStatus status() {
    return status;
  }

  /** Empty where nothing changes. What was wrong is tried again: it may rest on another file. */
  Optional<Next> next(Tree given, Instant now) {
    ConfigFiles.Look look = files.look(now).orElse(null);
    if (look == null || (look.isSameAs(tried) && !status.isRefused())) {
      return Optional.empty();
    }
    boolean isNew = !look.isSameAs(tried);
    tried = look;
    List<Problem> problems = new ArrayList<>();
    Optional<Next> next = look.content(problems).map(content -> next(content, given, problems));
    if (next.isEmpty() || !problems.isEmpty()) {
      refuse(problems, isNew, now);
      return Optional.empty();
    }
    take(next.get(), now);
    return next;
  }

  private Next next(ConfigFiles.Content content, Tree given, List<Problem> problems) {
    Tree read = content.tree().withoutEmptied(given);
    problems.addAll(SettingsLoader.interpret(read, sandbox).problems());
    TreeChange change = new TreeChange(given, read);
    List<Difference> differences = change.differences();
    Set<KeyPath> held =
        differences.stream()
            .filter(one -> one.setting().needsRestart())
            .map(Difference::at)
            .collect(Collectors.toSet());
    Tree tree = change.holding(held);
    Loaded loaded = SettingsLoader.interpret(tree, sandbox);
    if (problems.isEmpty()) {
      problems.addAll(loaded.problems());
    }
    return new Next(tree, loaded, changes(differences), later(content, differences));
  }

  /** Of pools, the change as a whole is told. */
  private static List<String> changes(List<Difference> differences) {
    return differences.stream()
        .filter(one -> one.isAtTheTop() && !one.setting().needsRestart())
        .map(Difference::shown)
        .toList();
  }

  private static List<String> later(ConfigFiles.Content content, List<Difference> differences) {
    List<String> later = new ArrayList<>();
    differences.stream()
        .filter(one -> one.setting().needsRestart())
        .forEach(one -> later.add(one.shown()));
    content.foreign().forEach(key -> later.add(key + " changed"));
    return later.stream()
        .map(what ->
            what + ", which holds from the next start; until then the former value stays in use.")
        .toList();
  }

  private void take(Next next, Instant now) {
    if (status.isRefused()) {
      log.info("What the files of settings say is right again, and in use.");
    }
    next.later().stream().filter(one -> !status.restartNeeded().contains(one)).forEach(log::warn);
    status = status.taken(now, next.later());
  }

  private void refuse(List<Problem> problems, boolean isNew, Instant now) {
    if (isNew || !problems.equals(status.problems())) {
      problems.forEach(problem ->
          log.warn(
              "A changed file of settings is not used: {}. {} What was read last stays in use.",
              problem.described(),
              problem.mend()));
    }
    status = status.refused(now, problems);
  }
}
