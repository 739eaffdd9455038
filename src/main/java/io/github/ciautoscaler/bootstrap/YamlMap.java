package io.github.ciautoscaler.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping in a YAML document, of which single entries are read and replaced. Whatever else stands
 * there stays as it was written.
 */
record YamlMap(MappingNode node) {

  static YamlMap empty() {
    return new YamlMap(new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK));
  }

  /** A text that every reader of YAML takes for one. */
  static ScalarNode quoted(String text) {
    return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.DOUBLE_QUOTED);
  }

  List<String> keys() {
    return node.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .map(key -> key instanceof ScalarNode scalar ? scalar.getValue() : "")
        .toList();
  }

  Optional<Node> find(String... path) {
    Optional<Node> found = Optional.of(node);
    for (String key : path) {
      found = found.filter(MappingNode.class::isInstance).flatMap(it -> valueOf(it, key));
    }
    return found;
  }

  private static Optional<Node> valueOf(Node mapping, String key) {
    return ((MappingNode) mapping)
        .getValue().stream()
            .filter(entry -> isNamed(entry, key))
            .map(NodeTuple::getValueNode)
            .findFirst();
  }

  private static boolean isNamed(NodeTuple entry, String key) {
    return entry.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
  }

  /** Empty where there is none, or nothing in it. */
  Optional<String> text(String... path) {
    return find(path)
        .filter(it -> it instanceof ScalarNode && !Tag.NULL.equals(it.getTag()))
        .map(it -> ((ScalarNode) it).getValue().strip())
        .filter(text -> !text.isEmpty());
  }

  /** Whether a mapping, list or text with something in it stands there. */
  boolean has(String... path) {
    return find(path)
        .filter(it ->
            switch (it) {
              case MappingNode map -> !map.getValue().isEmpty();
              case SequenceNode list -> !list.getValue().isEmpty();
              default -> text(path).isPresent();
            })
        .isPresent();
  }

  /** The mapping below this key, made where there is none; a copy, as it may be shared. */
  YamlMap child(String key) {
    MappingNode copy =
        find(key).orElse(null) instanceof MappingNode old
            ? new MappingNode(old.getTag(), new ArrayList<>(old.getValue()), old.getFlowStyle())
            : empty().node();
    put(key, copy);
    return new YamlMap(copy);
  }

  /** The list below this key, made where there is none; a copy, as it may be shared. */
  List<Node> list(String key) {
    List<Node> items =
        find(key).orElse(null) instanceof SequenceNode old
            ? new ArrayList<>(old.getValue())
            : new ArrayList<>();
    put(key, new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK));
    return items;
  }

  /** In the place of what is there, else at the end. */
  void put(String key, Node value) {
    List<NodeTuple> entries = node.getValue();
    for (int i = 0; i < entries.size(); i++) {
      if (isNamed(entries.get(i), key)) {
        entries.set(i, new NodeTuple(entries.get(i).getKeyNode(), value));
        return;
      }
    }
    boolean isPlain = key.matches("[A-Za-z][A-Za-z0-9]*");
    entries.add(
        new NodeTuple(
            isPlain ? new ScalarNode(Tag.STR, key, null, null, ScalarStyle.PLAIN) : quoted(key),
            value));
  }

  void put(String key, String text) {
    put(key, quoted(text));
  }

  void remove(String key) {
    node.getValue().removeIf(entry -> isNamed(entry, key));
  }
}
