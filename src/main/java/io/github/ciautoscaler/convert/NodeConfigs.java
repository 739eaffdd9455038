package io.github.ciautoscaler.convert;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cluster-autoscaler's JSON of all pools; or what its older variables say instead.
 *
 * @param name what the JSON is called, for whoever must mend it
 * @param json null where there is none
 * @param image of the older variables
 * @param userData of the older variables, which stays where it is
 */
record NodeConfigs(
    String name, @Nullable Part json, @Nullable String image, @Nullable String userData) {

  private static final List<String> KEYS =
      List.of("imagesForArch", "defaultSubnetIPRange", "nodeConfigs");

  /** What a name or an id of an image never has, and a selector of labels always. */
  private static final Pattern SELECTOR = Pattern.compile("[=!(,\\s]");

  static NodeConfigs parse(String name, String text) {
    Part json = Documents.json(name, text);
    if (json.part("nodeConfigs").isEmpty()) {
      throw new BadInput(
          "%s has no nodeConfigs.".formatted(name),
          "Give the whole JSON of HCLOUD_CLUSTER_CONFIG, with an entry for each --nodes.");
    }
    return new NodeConfigs(name, json, null, null);
  }

  static NodeConfigs without(@Nullable String image, @Nullable String userData) {
    return new NodeConfigs("", null, image, userData);
  }

  /** What belongs to no pool of these. */
  void describe(List<NodeGroup> groups, PoolsYaml yaml) {
    if (json != null) {
      json.others(KEYS).forEach(key -> yaml.note(key + ": not known, left out."));
      List<String> names = groups.stream().map(NodeGroup::name).toList();
      Part configs = json.part("nodeConfigs").orElseThrow();
      configs.node().propertyNames().stream()
          .filter(pool -> !names.contains(pool))
          .forEach(
              pool -> yaml.note(configs.at(pool) + ": left out, as no --nodes names this pool."));
    }
  }

  /**
   * @param firewalls of pools that name none
   */
  void pool(NodeGroup group, List<String> firewalls, PoolsYaml yaml) {
    if (json == null) {
      yaml.list("firewalls", firewalls);
      image(Optional.ofNullable(image), "HCLOUD_IMAGE", yaml);
      new UserDataOf(yaml).ofTheEnvironment(userData);
    } else {
      Part config = config(group, json);
      yaml.list("firewalls", config.has("firewalls") ? config.texts("firewalls") : firewalls);
      pool(group, json, config, yaml);
    }
  }

  private void pool(NodeGroup group, Part all, Part config, PoolsYaml yaml) {
    image(
        imageOf(group, config).or(() -> imageOf(group, all)),
        "imagesForArch." + group.architecture(),
        yaml);
    new NodeConfig(config, all.text("defaultSubnetIPRange").orElse(null), yaml).write();
  }

  private static Optional<String> imageOf(NodeGroup group, Part part) {
    return part.part("imagesForArch").flatMap(images -> images.text(group.architecture()));
  }

  private Part config(NodeGroup group, Part all) {
    Part configs = all.part("nodeConfigs").orElseThrow();
    return Optional.ofNullable(configs.node().get(group.name()))
        .map(node -> new Part(configs.at(group.name()), node, false))
        .orElseThrow(() ->
            new BadInput(
                "nodeConfigs in %s has no entry for %s.".formatted(name, group.name()),
                "Add one, or mend the name: there are %s."
                    .formatted(String.join(", ", configs.node().propertyNames()))));
  }

  private static void image(Optional<String> image, String key, PoolsYaml yaml) {
    if (image.isEmpty()) {
      yaml.note(
          key
              + " is not given. Write image: the cluster-autoscaler's own default, ubuntu-20.04, is"
              + " not taken over.");
    } else if (SELECTOR.matcher(image.get()).find()) {
      yaml.open("image");
      yaml.text("selector", PoolsYaml.oneLine(image.get()));
      yaml.close();
    } else {
      yaml.text("image", image.get());
    }
  }
}
