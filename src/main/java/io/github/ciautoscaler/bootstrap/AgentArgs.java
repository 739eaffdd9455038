package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.bootstrap.AgentOptions.Option;
import io.github.ciautoscaler.bootstrap.ShellWords.NoWords;
import io.github.ciautoscaler.bootstrap.ShellWords.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in K3S_AGENT_ARGS what would keep new machines from joining, or from joining as meant. What
 * only a new machine knows, as in {@code $(hostname)}, is not judged.
 */
public final class AgentArgs {

  /** What cloud-init gives to a command, and what our own script sets. */
  private static final Set<String> SET_ON_A_MACHINE =
      Set.of("HOME", "HOSTNAME", "IFS", "INSTALL_K3S_VERSION", "LANG", "PATH", "PWD", "USER");

  /**
   * Predicates whose subject is the setting; each says the mend.
   *
   * @param errors with which no machine joins
   * @param warnings with which some may not, or not as meant
   */
  public record Findings(List<String> errors, List<String> warnings) {
    public Findings {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }
  }

  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final NodeMarkers markers = new NodeMarkers(errors::add, warnings::add);

  private AgentArgs() {}

  public static Findings check(String args) {
    AgentArgs checked = new AgentArgs();
    try {
      List<Word> words = ShellWords.of(args);
      words.forEach(checked::variables);
      List<Option> options =
          new AgentOptions(words, checked.errors::add, checked.warnings::add).read();
      checked.judge(options);
    } catch (NoWords e) {
      checked.errors.add(String.valueOf(e.getMessage()));
    }
    return new Findings(checked.errors, checked.warnings);
  }

  private void variables(Word word) {
    for (String variable : word.variables()) {
      if (!SET_ON_A_MACHINE.contains(variable)) {
        warnings.add(
            "has $"
                + variable
                + ", which is empty on a new machine: put the word in single quotes if the dollar"
                + " is meant");
      }
    }
  }

  private void judge(List<Option> options) {
    boolean withNodeId = options.stream().anyMatch(option -> option.name().equals("with-node-id"));
    for (Option option : options) {
      switch (option.name()) {
        case "node-label" -> markers.labels(option);
        case "node-taint" -> markers.taints(option);
        case "kubelet-arg" -> kubelet(option);
        case "node-name" -> name(option, withNodeId);
        case "with-node-id" ->
            warnings.add(
                "has --with-node-id, so that a Node is not called as its server is and is told by"
                    + " its addresses alone: remove it, each name is used once anyway");
        case "config" ->
            errors.add(
                "has --config, so that K3s does not read /etc/rancher/k3s/config.yaml.d, where we"
                    + " write the server and the token: remove it, and put that file's content into"
                    + " the image's /etc/rancher/k3s/config.yaml");
        case "help", "version" ->
            errors.add("has --" + option.name() + ", with which no agent starts: remove it");
        case "token", "token-file", "cluster-secret" ->
            warnings.add(
                "has --"
                    + option.name()
                    + ", which replaces the token that is made for each machine: remove it");
        case "server" ->
            warnings.add("has --server, which replaces where agents join: set K3S_URL instead");
        case "node-ip", "node-external-ip" -> address(option);
        default -> {}
      }
    }
    contradictions(options);
    markers.finish();
  }

  private void name(Option option, boolean withNodeId) {
    if (option.isKnown() && !withNodeId) {
      errors.add(
          "has --node-name with one name for all, under which K3s takes only the first machine:"
              + " remove it, a Node is called as its server is");
    } else {
      warnings.add(
          "has --node-name, so that a Node may not be called as its server is and is told by its"
              + " addresses alone: remove it");
    }
  }

  private void address(Option option) {
    if (option.isKnown() && !String.valueOf(option.value()).matches("[0.:,]*")) {
      warnings.add(
          "has --"
              + option.name()
              + " with one address for all machines: remove it, or ask the machine, as in"
              + " --node-ip=$(hostname -I | cut -d' ' -f1)");
    }
  }

  private void kubelet(Option option) {
    String[] parts = String.valueOf(option.value()).replaceFirst("^-+", "").split("=", 2);
    Option own = new Option(option.name(), parts.length == 2 ? parts[1] : "true");
    switch (parts[0]) {
      case "node-labels" -> {
        markers.labels(own);
        warnings.add(
            "has --kubelet-arg=node-labels, which replaces every --node-label, ours too: use"
                + " --node-label");
      }
      case "register-with-taints" -> markers.taints(own);
      case "hostname-override" ->
          errors.add(
              "has --kubelet-arg=hostname-override, with which the kubelet asks for another Node"
                  + " than the one it has a certificate for: remove it");
      case "register-node" -> {
        if ("false".equalsIgnoreCase(own.value())) {
          errors.add("has --kubelet-arg=register-node=false, with which no Node comes: remove it");
        }
      }
      case "provider-id" -> {
        if (own.isKnown()) {
          errors.add(
              "has --kubelet-arg=provider-id with one id for all machines: set the pool's"
                  + " cloud-controller instead, or ask the machine, as in hcloud://$(cat"
                  + " /var/lib/cloud/data/instance-id)");
        }
      }
      default -> {}
    }
  }

  private void contradictions(List<Option> options) {
    Map<String, String> before = new HashMap<>();
    for (Option option : options) {
      String value = String.valueOf(option.value());
      String other = before.put(option.name(), value);
      if (other != null && !other.equals(value) && !AgentOptions.LISTS.contains(option.name())) {
        warnings.add(
            "has --" + option.name() + " twice, of which the last holds: remove the others");
      }
    }
  }
}
