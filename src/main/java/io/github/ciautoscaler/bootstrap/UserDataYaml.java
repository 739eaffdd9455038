package io.github.ciautoscaler.bootstrap;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The owner's user-data as YAML: whether it parses, and whether cloud-init would drop its commands.
 * No value of it is ever said.
 */
final class UserDataYaml {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}\\n]*}}|\\{%[^}\\n]*%}");
  private static final String LINT = "Mend it; cloud-init schema --config-file checks it.";

  private UserDataYaml() {}

  static List<String> checkCloudConfig(String text) throws UnusableUserData {
    Node root = parsed(text, "a cloud-config").stream().findFirst().orElse(null);
    if (root == null || Tag.NULL.equals(root.getTag())) {
      throw new UnusableUserData(
          "is a cloud-config with nothing in it", "Write out what a new machine has to do.");
    }
    if (!(root instanceof MappingNode map)) {
      throw new UnusableUserData(
          "is a cloud-config that is no mapping, so that cloud-init ignores it",
          "Write keys at the left margin, such as runcmd: and write_files:.");
    }
    checkCommands(map, "runcmd");
    checkCommands(map, "bootcmd");
    checkFiles(map);
    return PLACEHOLDER.matcher(text).find()
        ? List.of(
            "has {{...}}, which goes to the machine as it is; cloud-init fills it in where the"
                + " first line is '## template: jinja'")
        : List.of();
  }

  static List<String> checkArchive(String text) throws UnusableUserData {
    List<Node> documents = parsed(text, "a cloud-config archive");
    if (documents.size() == 1 && documents.getFirst() instanceof SequenceNode) {
      return List.of();
    }
    throw new UnusableUserData("is a cloud-config archive that is no list", LINT);
  }

  static List<String> checkTalos(String text) throws UnusableUserData {
    composed(text, "a Talos machine config");
    return List.of();
  }

  /** By its first keys, so that one which does not parse is known too. */
  static boolean isTalos(String text) {
    boolean isMachine = text.matches("(?s).*(^|\\n)(machine|cluster):.*");
    return (isMachine && text.matches("(?s).*(^|\\n)version:\\s*[\"']?v1alpha1.*"))
        || (text.matches("(?s).*(^|\\n)apiVersion:\\s*\\S.*")
            && text.matches("(?s).*(^|\\n)kind:\\s*\\S.*"));
  }

  static boolean isIgnition(String text) {
    try {
      return text.startsWith("{")
          && composed(text, "").stream().anyMatch(root -> value(root, "ignition").isPresent());
    } catch (UnusableUserData e) {
      return false;
    }
  }

  /** A text command that holds ': ' becomes a mapping, and then cloud-init runs none of them. */
  private static void checkCommands(MappingNode config, String key) throws UnusableUserData {
    Node commands = value(config, key).orElse(null);
    if (commands == null) {
      return;
    }
    if (!(commands instanceof SequenceNode list)) {
      throw new UnusableUserData(
          "has a " + key + " that is no list, so that cloud-init runs none of it",
          "Write each command as an item: - echo hello");
    }
    for (Node command : list.getValue()) {
      boolean isText = Tag.STR.equals(command.getTag()) || Tag.NULL.equals(command.getTag());
      if (!isText && !(command instanceof SequenceNode)) {
        throw new UnusableUserData(
            "has in its "
                + key
                + where(command)
                + " what YAML does not read as text, so that cloud-init runs none of them",
            "Put the command in quotes; ': ' in it makes it a mapping.");
      }
    }
  }

  private static void checkFiles(MappingNode config) throws UnusableUserData {
    Node files = value(config, "write_files").orElse(null);
    if (files == null) {
      return;
    }
    boolean isList = files instanceof SequenceNode;
    List<Node> items = files instanceof SequenceNode list ? list.getValue() : List.of();
    if (!isList || !items.stream().allMatch(file -> value(file, "path").isPresent())) {
      throw new UnusableUserData(
          "has a write_files that is no list of files with a path, so that cloud-init skips it",
          "Write each file as an item with path: and content:.");
    }
  }

  private static List<Node> parsed(String text, String kind) throws UnusableUserData {
    List<Node> documents = composed(text, kind);
    if (documents.size() > 1) {
      throw new UnusableUserData(
          "is " + kind + " of several YAML documents, of which cloud-init reads none",
          "Leave out the lines '---' but the first.");
    }
    return documents;
  }

  /** Composed, not constructed: what a scalar means is the reader's affair. */
  static List<Node> composed(String text, String kind) throws UnusableUserData {
    LoaderOptions generous = new LoaderOptions();
    generous.setMaxAliasesForCollections(10_000);
    generous.setNestingDepthLimit(500);
    List<Node> documents = new ArrayList<>();
    try {
      new Yaml(generous).composeAll(new StringReader(text)).forEach(documents::add);
      return documents;
    } catch (MarkedYAMLException e) {
      String at = e.getProblemMark() == null ? "" : line(e.getProblemMark().getLine());
      throw new UnusableUserData("is " + kind + " that does not parse as YAML" + at, LINT);
    } catch (YAMLException e) {
      throw new UnusableUserData("is " + kind + " that does not parse as YAML", LINT);
    }
  }

  private static String where(Node node) {
    return node.getStartMark() == null ? "" : line(node.getStartMark().getLine());
  }

  private static String line(int fromZero) {
    return " (line " + (fromZero + 1) + ")";
  }

  private static Optional<Node> value(Node node, String key) {
    Node found = null;
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        found = key.equals(scalar(entry.getKeyNode())) ? entry.getValueNode() : found;
      }
    }
    return Optional.ofNullable(found);
  }

  private static @Nullable String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }
}
