package io.github.ciautoscaler.shipping.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** A workflow of Gitea or Forgejo Actions, read strictly: an unknown word is refused. */
record Workflow(Map<String, Job> jobs) {

  /** Those that ours use; Gitea knows more. */
  private static final Set<String> EVENTS = Set.of("push", "pull_request");

  record Job(int minutes, String image, List<String> needs, List<Step> steps) {}

  record Step(String name, String run, String uses) {}

  static Workflow parse(String text) {
    Map<?, ?> whole = map(new Yaml().load(text));
    // YAML 1.1 takes the key "on" for a boolean.
    only("the workflow", whole, Set.of("name", "env", "jobs", true));
    only("on", map(whole.get(true)), EVENTS);
    Map<String, Job> jobs = new LinkedHashMap<>();
    map(whole.get("jobs")).forEach((name, job) -> jobs.put(String.valueOf(name), job(map(job))));
    return new Workflow(jobs);
  }

  private static Job job(Map<?, ?> job) {
    only("a job", job, Set.of("runs-on", "timeout-minutes", "container", "needs", "steps"));
    Object container = job.get("container");
    Map<?, ?> image = container == null ? Map.of() : map(container);
    only("a container", image, Set.of("image"));
    return new Job(
        (Integer) Objects.requireNonNull(job.get("timeout-minutes")),
        text(image, "image"),
        list(job.get("needs")).stream().map(String::valueOf).toList(),
        list(job.get("steps")).stream().map(step -> step(map(step))).toList());
  }

  private static Step step(Map<?, ?> step) {
    only("a step", step, Set.of("name", "run", "shell", "uses", "with", "env"));
    return new Step(text(step, "name"), text(step, "run"), text(step, "uses"));
  }

  private static void only(String what, Map<?, ?> map, Set<?> known) {
    for (Object key : map.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(what + " has an unknown word: " + key);
      }
    }
  }

  private static String text(Map<?, ?> map, String key) {
    Object found = map.get(key);
    return found == null ? "" : String.valueOf(found);
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return value == null ? List.of() : (List<?>) value;
  }
}
