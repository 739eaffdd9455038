package io.github.ciautoscaler.convert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes pools of what the cluster-autoscaler is given for Hetzner. */
final class ClusterAutoscaler {

  private static final String EXAMPLE =
      "Write it as in convert cluster-autoscaler --nodes 0:10:CPX22:FSN1:workers-fsn1"
          + " --config cluster-config.json.";

  private final List<NodeGroup> groups = new ArrayList<>();
  private @Nullable String configFile;

  private ClusterAutoscaler() {}

  /**
   * @param read gives the content of a file
   */
  static String convert(
      List<String> words, Map<String, String> environment, UnaryOperator<String> read) {
    ClusterAutoscaler given = new ClusterAutoscaler();
    given.take(words);
    given.check();
    HetznerEnvironment hetzner = new HetznerEnvironment(environment);
    NodeConfigs configs = hetzner.configs(given.configFile, read);
    return given.converted(hetzner, configs);
  }

  private void take(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int sign = word.indexOf('=');
      String option = sign < 0 ? word : word.substring(0, sign);
      if (!option.equals("--nodes") && !option.equals("--config")) {
        throw new BadInput("Nobody here knows %s.".formatted(option), EXAMPLE);
      }
      if (sign < 0 && i + 1 == words.size()) {
        throw new BadInput("Nothing stands after %s.".formatted(option), EXAMPLE);
      }
      take(option, sign < 0 ? words.get(++i) : word.substring(sign + 1));
    }
  }

  private void take(String option, String value) {
    if (option.equals("--nodes")) {
      groups.add(NodeGroup.parse(value));
    } else if (configFile == null) {
      configFile = value;
    } else {
      throw new BadInput("--config is given twice.", "Give one file, with all nodeConfigs in it.");
    }
  }

  private void check() {
    if (groups.isEmpty()) {
      throw new BadInput("No --nodes is given, and each makes a pool.", EXAMPLE);
    }
    Set<String> names = new HashSet<>();
    for (NodeGroup group : groups) {
      if (!names.add(group.name())) {
        throw new BadInput(
            "Two --nodes are called %s.".formatted(group.name()),
            "Give each of them a name of its own.");
      }
    }
  }

  private String converted(HetznerEnvironment hetzner, NodeConfigs configs) {
    PoolsYaml yaml = new PoolsYaml();
    hetzner.describe(yaml);
    configs.describe(groups, yaml);
    yaml.open("autoscaler");
    yaml.number("max-nodes", groups.stream().mapToLong(NodeGroup::max).sum());
    yaml.open("pools");
    PoolNames names = new PoolNames();
    for (NodeGroup group : groups) {
      yaml.openItem();
      pool(group, names.next(group.name(), "--nodes"), yaml);
      hetzner.access(yaml);
      configs.pool(group, hetzner.firewalls(), yaml);
      yaml.close();
    }
    return yaml.toString();
  }

  private static void pool(NodeGroup group, String name, PoolsYaml yaml) {
    yaml.text("name", name);
    yaml.text("demand", "pods");
    yaml.note("For queued jobs too: demand: jobs,pods, and labels with what they ask for.");
    if (group.min() > 0) {
      yaml.number("min", group.min());
    }
    yaml.number("max", group.max());
    yaml.list("server-types", List.of(group.serverType()));
    yaml.list("locations", List.of(group.location()));
  }
}
