package io.github.ciautoscaler.bootstrap;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A Talos machine config: one document of the first form, {@code machine} and {@code cluster}, and
 * any number of documents of a kind each. From Talos 1.12 on, more and more of the first stands in
 * the others.
 *
 * @param main the one that has no kind
 * @param all in their order, {@code main} included
 */
record TalosDocuments(YamlMap main, List<YamlMap> all) {

  private static final String WHOLE =
      "Take a worker's whole config: worker.yaml, which talosctl gen config writes.";

  /** Leaves out comments, which may be more than half of it. */
  static TalosDocuments parse(String text) throws UnusableUserData {
    List<YamlMap> all = new ArrayList<>();
    for (Node document : UserDataYaml.composed(text, "a Talos machine config")) {
      if (document instanceof MappingNode map) {
        all.add(new YamlMap(map));
      } else if (!Tag.NULL.equals(document.getTag())) {
        throw new UnusableUserData("has a YAML document that is no mapping", WHOLE);
      }
    }
    List<YamlMap> mains = all.stream().filter(one -> one.text("kind").isEmpty()).toList();
    if (mains.size() != 1) {
      throw new UnusableUserData(
          mains.isEmpty()
              ? "has no document with machine: and cluster:"
              : "has " + mains.size() + " documents without a kind, of which Talos takes one",
          WHOLE);
    }
    return new TalosDocuments(mains.getFirst(), all);
  }

  Optional<YamlMap> ofKind(String kind) {
    return all.stream().filter(one -> one.text("kind").equals(Optional.of(kind))).findFirst();
  }

  /** The tag of the kubelet's image: the version that the machine runs. */
  Optional<String> kubeletVersion() {
    return ofKind("KubeletConfig")
        .flatMap(it -> it.text("image"))
        .or(() -> main.text("machine", "kubelet", "image"))
        .map(image -> image.replaceFirst("@.*", ""))
        .filter(image -> image.lastIndexOf(':') > image.lastIndexOf('/'))
        .map(image -> image.substring(image.lastIndexOf(':') + 1));
  }

  String text() {
    DumperOptions options = new DumperOptions();
    options.setSplitLines(false);
    Yaml yaml = new Yaml(options);
    List<String> texts = new ArrayList<>();
    for (YamlMap document : all) {
      StringWriter out = new StringWriter();
      yaml.serialize(document.node(), out);
      texts.add(out.toString());
    }
    return String.join("---\n", texts);
  }
}
