package io.github.ciautoscaler.convert;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A file of cloud-init's {@code write_files}, as a pool adds it. */
record AddedFile(String path, String permissions, String content) {

  private static final List<String> KEYS =
      List.of("path", "permissions", "content", "owner", "encoding", "defer", "append");

  /** Empty where it cannot be carried over, which is said. */
  static Optional<AddedFile> read(Part file, PoolsYaml yaml) {
    String path =
        file.text("path")
            .orElseThrow(() ->
                new BadInput(
                    "%s has no path.".formatted(file.path()), "Write where it is to stand."));
    String shown = "user_data.write_files, " + PoolsYaml.oneLine(path) + ": ";
    file.others(KEYS).forEach(key -> yaml.note(shown + key + " is not known, left out."));
    file.text("owner")
        .filter(owner -> !owner.equals("root:root") && !owner.equals("root"))
        .ifPresent(owner -> yaml.note(shown + "its owner is root here; change it by a command."));
    Optional<String> content = content(file);
    if (content.isEmpty() || file.flag("append").orElse(false)) {
      yaml.note(shown + "left out, only whole texts are written here; make it by a command.");
      return Optional.empty();
    }
    return Optional.of(new AddedFile(path, permissions(file), content.get()));
  }

  /** Empty for what is no text as it stands there. */
  private static Optional<String> content(Part file) {
    String given = file.raw("content").orElse("");
    return switch (file.text("encoding").orElse("text/plain")) {
      case "text/plain" -> Optional.of(given);
      case "b64", "base64" -> decoded(given);
      default -> Optional.empty();
    };
  }

  private static Optional<String> decoded(String base64) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Optional.of(text).filter(it -> it.indexOf('\uFFFD') < 0 && isPrintable(it));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(one -> "\t\n\r".indexOf(one) >= 0 || !Character.isISOControl(one));
  }

  /** YAML reads 0644 without quotes as a number. */
  private static String permissions(Part file) {
    String given = file.text("permissions").orElse("0644");
    boolean isNumber = file.isNumber("permissions");
    String octal = isNumber ? Integer.toOctalString(Integer.parseInt(given)) : given;
    return octal.length() == 3 ? "0" + octal : octal;
  }

  void write(PoolsYaml yaml) {
    yaml.text("path", path);
    yaml.text("permissions", permissions);
    if (content.lines().count() > 1 && isPrintable(content) && !content.endsWith("\n\n")) {
      yaml.block("content", content);
    } else {
      yaml.text("content", content);
    }
  }
}
