package io.github.ciautoscaler.convert;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code [[runners]]} of a GitLab runner whose machines the Hetzner plugin makes. */
record FleetingRunner(Part runner, Part autoscaler, HetznerPlugin plugin) {

  private static final int MOST_USES = 1_000;

  private static final List<String> CONVERTED =
      List.of(
          "capacity_per_instance",
          "max_instances",
          "max_use_count",
          "policy",
          "plugin",
          "plugin_config");

  /** What becomes of the others. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry(
              "instance_ready_command",
              "not needed to wait for cloud-init. A machine joins after its packages and commands"
                  + " are done, and serves once its runner is online"),
          Map.entry("connector_config", "not needed, nobody logs in to a machine"),
          Map.entry("instance_acquire_timeout", "no counterpart, jobs wait at the forge"),
          Map.entry("update_interval", "not needed, see poll-interval-secs"),
          Map.entry("update_interval_when_expecting", "not needed, see poll-interval-secs"),
          Map.entry(
              "delete_instances_on_shutdown",
              "no counterpart, machines outlive a restart and are found again"),
          Map.entry("state_storage", "not needed, nothing is lost by a restart"),
          Map.entry("scale_throttle", "no counterpart in these words, see launch-rate"),
          Map.entry("vm_isolation", "no counterpart, a job runs on the machine itself"));

  static FleetingRunner of(Part runner) {
    Part autoscaler = runner.part("autoscaler").orElseThrow();
    String plugin = autoscaler.text("plugin").orElse("");
    if (!plugin.contains("hetzner")) {
      throw new BadInput(
          "%s is '%s', and only Hetzner's can be converted."
              .formatted(autoscaler.at("plugin"), PoolsYaml.oneLine(plugin)),
          "Give a file with plugin = \"hetznercloud/fleeting-plugin-hetzner\" (or its old name,"
              + " fleeting-plugin-hetzner).");
    }
    Part config =
        autoscaler
            .part("plugin_config")
            .orElseThrow(() ->
                new BadInput(
                    autoscaler.at("plugin_config") + " is missing.",
                    "Give the whole file: server_type, location and image stand there."));
    return new FleetingRunner(runner, autoscaler, new HetznerPlugin(config));
  }

  String name() {
    return plugin.name().or(() -> runner.text("name")).orElse("");
  }

  int slots() {
    int slots = autoscaler.count("capacity_per_instance").orElse(1);
    if (slots == 0) {
      throw new BadInput(
          autoscaler.at("capacity_per_instance") + " is 0: its machines could run nothing.",
          "Write 1 or more.");
    }
    return slots;
  }

  /** Where it is unlimited, as many as {@code concurrent} and what is held ready need. */
  long max(int concurrent) {
    int max = autoscaler.count("max_instances").orElse(0);
    return max > 0 ? max : Math.ceilDiv(Math.max((long) concurrent, idleSlots()), slots());
  }

  /** Of the machines that hold the most slots ready. */
  long heldSlots() {
    return (long) Math.ceilDiv(idleSlots(), slots()) * slots();
  }

  private int idleSlots() {
    return autoscaler.parts("policy").stream()
        .mapToInt(policy -> policy.count("idle_count").orElse(0))
        .max()
        .orElse(0);
  }

  void write(String name, int concurrent, PoolsYaml yaml) {
    yaml.text("name", name);
    yaml.note(
        "tags: they stand at GitLab, not in this file. Write labels, those that jobs ask for, as"
            + " in [linux].");
    yaml.number("slots", slots());
    uses(yaml);
    if (autoscaler.count("max_instances").orElse(0) == 0) {
      yaml.note(
          "max_instances is unlimited there: max is what concurrent = %d and idle_count need."
              .formatted(concurrent));
    }
    yaml.number("max", max(concurrent));
    plugin.write(yaml);
    new TaskscalerPolicies(autoscaler.parts("policy"), yaml).write();
    autoscaler.others(CONVERTED).forEach(key -> left(key, yaml));
  }

  private void uses(PoolsYaml yaml) {
    int uses = autoscaler.count("max_use_count").orElse(0);
    if (uses > MOST_USES) {
      yaml.note("max_use_count = %d: uses are counted up to %d here.".formatted(uses, MOST_USES));
    }
    yaml.number("max-uses", Math.min(uses, MOST_USES));
  }

  private void left(String key, PoolsYaml yaml) {
    String why = OTHERS.getOrDefault(key, "no counterpart");
    Optional<String> value =
        autoscaler.node().path(key).isValueNode()
            ? Optional.of(autoscaler.node().path(key).asString())
            : Optional.empty();
    boolean isLong = value.map(text -> text.lines().count() > 1).orElse(false);
    yaml.note(
        key
            + value.filter(text -> !isLong).map(text -> " = " + text).orElse("")
            + ": "
            + why
            + ".");
    if (isLong) {
      yaml.quote(value.orElse(""));
    }
  }
}
