package io.github.ciautoscaler.convert;

import java.util.List;

/** Makes pools of a GitLab runner's {@code config.toml}, one for each runner with machines. */
final class Fleeting {

  private Fleeting() {}

  static String convert(String name, String toml) {
    Part config = Documents.toml(name, toml);
    List<Part> runners = config.parts("runners");
    List<FleetingRunner> pools =
        runners.stream()
            .filter(runner -> runner.has("autoscaler"))
            .map(FleetingRunner::of)
            .toList();
    if (pools.isEmpty()) {
      throw new BadInput(
          "%s has no [[runners]] with [runners.autoscaler], and machines stand there."
              .formatted(name),
          "Give the config.toml of a runner with the executor docker-autoscaler or instance.");
    }
    PoolsYaml yaml = new PoolsYaml();
    yaml.note("Made from a GitLab runner's config.toml.");
    yaml.note(
        "Tokens are left out: HCLOUD_TOKEN means the same here, and belongs into the environment.");
    yaml.note(
        "executor, docker, cache and the like are the runner's own: write them into the"
            + " configuration of Gitea's runner.");
    for (int i = 0; i < runners.size(); i++) {
      if (!runners.get(i).has("autoscaler")) {
        yaml.note("runners[%d]: left out, it has no [runners.autoscaler].".formatted(i));
      }
    }
    return written(config.count("concurrent").orElse(1), pools, yaml);
  }

  private static String written(int concurrent, List<FleetingRunner> pools, PoolsYaml yaml) {
    yaml.open("autoscaler");
    yaml.number("max-nodes", pools.stream().mapToLong(pool -> pool.max(concurrent)).sum());
    maxJobs(concurrent, pools, yaml);
    yaml.open("pools");
    PoolNames names = new PoolNames();
    for (FleetingRunner pool : pools) {
      yaml.openItem();
      pool.write(names.next(pool.name(), pool.runner().path()), concurrent, yaml);
      yaml.close();
    }
    return yaml.toString();
  }

  /** Slots come by the machine, so that a machine may be needed for a part of its slots. */
  private static void maxJobs(int concurrent, List<FleetingRunner> pools, PoolsYaml yaml) {
    long held = pools.stream().mapToLong(FleetingRunner::heldSlots).sum();
    long slots = concurrent;
    for (FleetingRunner pool : pools) {
      slots += pool.slots() - 1;
    }
    if (pools.size() == 1) {
      slots -= slots % pools.getFirst().slots();
    }
    if (concurrent > 0) {
      yaml.note(
          "concurrent = %d counts running jobs; max-jobs counts all slots of the machines, so"
                  .formatted(concurrent)
              + " that it is what these jobs may need, in whole machines. What is held ready"
              + " beside them is bounded by it too: raise it for more, up to max.");
      yaml.number("max-jobs", Math.max(slots, held));
    }
  }
}
