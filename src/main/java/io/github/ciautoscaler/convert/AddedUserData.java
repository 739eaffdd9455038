package io.github.ciautoscaler.convert;

import io.github.ciautoscaler.bootstrap.OwnUserData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * User-data that prepares a machine and does not join it to a cluster, as what a pool adds to ours.
 *
 * @param at where it stands, for whoever must mend it
 */
record AddedUserData(String at, PoolsYaml yaml) {

  private static final List<String> KEYS =
      List.of("packages", "package_update", "swap", "write_files", "runcmd");

  private static final String SCRIPT = "/usr/local/sbin/user-data";

  void write(String text) {
    String start = text.stripLeading();
    if (start.startsWith("#!")) {
      check(text);
      files(List.of(new AddedFile(SCRIPT, "0755", start)));
      yaml.list("commands", List.of(SCRIPT));
    } else if (start.startsWith("#cloud-config\n") || start.startsWith("#cloud-config\r\n")) {
      check(text);
      cloudConfig(part(start));
    } else {
      yaml.note(
          "user_data: no counterpart. Machines join the cluster by user-data of ours, to which"
              + " packages, files, commands and swap can be added: see docs/bootstraps.md.");
      yaml.quote(text);
    }
  }

  private void check(String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    if (OwnUserData.check(encoded) instanceof OwnUserData.Useless(var what, var mend)) {
      throw new BadInput("%s %s.".formatted(at, what), mend);
    }
  }

  /** It was checked, so that it parses and is a mapping. */
  private Part part(String text) {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new Part(at, JsonMapper.shared().valueToTree(read), true);
  }

  private void cloudConfig(Part config) {
    yaml.list("packages", packages(config));
    config.part("swap").ifPresent(swap -> AddedSwap.write(swap, yaml));
    List<AddedFile> files = new ArrayList<>();
    for (Part file : config.parts("write_files")) {
      AddedFile.read(file, yaml).ifPresent(files::add);
    }
    files(files);
    yaml.list("commands", lists(config, "runcmd").stream().map(AddedUserData::command).toList());
    config.others(KEYS).forEach(key -> left(config, key));
  }

  private List<String> packages(Part config) {
    List<String> names = new ArrayList<>();
    for (List<String> words : lists(config, "packages")) {
      names.add(String.join("=", words));
    }
    return names;
  }

  /** Each element, itself a list or one word alone. */
  private static List<List<String>> lists(Part config, String key) {
    List<List<String>> all = new ArrayList<>();
    for (JsonNode element : config.elements(key)) {
      List<JsonNode> words = element.isArray() ? element.valueStream().toList() : List.of(element);
      if (!words.stream().allMatch(word -> word.isString() || word.isNumber())) {
        throw new BadInput(
            "%s holds what is no text.".formatted(config.at(key)),
            "Write texts, or lists of them.");
      }
      all.add(words.stream().map(JsonNode::asString).toList());
    }
    return all;
  }

  /** A text is a shell's; of a list each element is a word. */
  private static String command(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : words.stream().map(AddedUserData::word).collect(Collectors.joining(" "));
  }

  private static String word(String word) {
    return word.matches("[-\\w./:=@%+,]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void files(List<AddedFile> files) {
    if (files.isEmpty()) {
      return;
    }
    yaml.open("files");
    for (AddedFile file : files) {
      yaml.openItem();
      file.write(yaml);
      yaml.close();
    }
    yaml.close();
  }

  private void left(Part config, String key) {
    yaml.note(
        key.equals("package_upgrade")
            ? "user_data.package_upgrade: left out, it makes every boot longer; keep the image new."
            : "user_data.%s: no counterpart. Put it into the image, or write commands."
                .formatted(PoolsYaml.oneLine(key)));
    if (!key.equals("package_upgrade")) {
      DumperOptions options = new DumperOptions();
      options.setDefaultFlowStyle(FlowStyle.BLOCK);
      Object value = JsonMapper.shared().treeToValue(config.node().get(key), Object.class);
      yaml.quote(new Yaml(options).dump(Map.of(key, Optional.ofNullable(value).orElse(""))));
    }
  }
}
