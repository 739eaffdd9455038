package io.github.ciautoscaler.bootstrap;

import static io.github.ciautoscaler.bootstrap.ShellWords.quoted;

import java.util.List;

/**
 * What a machine itself chooses among when it joins: shell variables, which functions.sh reads.
 *
 * @param servers of the control plane, as {@code host:port}; the first that answers is taken
 * @param subnets of which the Node's addresses are to be, one of each family; empty: as the kubelet
 *     finds it
 */
record Choices(List<String> servers, List<String> subnets) {

  static final String PATH = "/etc/ci-autoscaler/functions.sh";
  static final String FUNCTIONS = CloudConfig.resource("functions.sh");

  static final String NODE_IP = "@node-ip@";
  static final String INTERFACE = "@interface@";

  /** Stands for the one that is taken, where there is a choice. */
  private static final String SERVER = "@server@";

  Choices {
    servers = List.copyOf(servers);
    subnets = List.copyOf(subnets);
  }

  String server() {
    return servers.size() == 1 ? servers.getFirst() : SERVER;
  }

  String variables() {
    List<String> first = subnets.stream().filter(this::isOfTheFirstFamily).toList();
    List<String> second = subnets.stream().filter(it -> !isOfTheFirstFamily(it)).toList();
    return variable("servers", servers.size() == 1 ? List.of() : servers)
        + variable("node_subnets", first)
        + variable("node_subnets_too", second);
  }

  private boolean isOfTheFirstFamily(String subnet) {
    return subnet.contains(":") == subnets.getFirst().contains(":");
  }

  private static String variable(String name, List<String> words) {
    return name + "=" + quoted(String.join(" ", words)) + "\n";
  }
}
