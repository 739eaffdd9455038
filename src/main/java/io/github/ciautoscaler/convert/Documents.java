package io.github.ciautoscaler.convert;

import java.util.ServiceLoader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON and TOML. What is wrong is told by its place: the text itself may hold secrets. */
final class Documents {

  private static final String LOOK = "Look at that line, and at the one before it.";

  private Documents() {}

  static Part json(String name, String text) {
    return part(name, text, "JSON", JsonMapper.shared(), false);
  }

  static Part toml(String name, String text) {
    return part(name, text, "TOML", toml(), true);
  }

  private static Part part(
      String name, String text, String format, ObjectMapper mapper, boolean matchesCase) {
    JsonNode node = read(name, text, format, mapper);
    if (!node.isObject() || node.isEmpty()) {
      throw new BadInput(
          "%s is empty, or no %s with keys and values.".formatted(name, format),
          "Give the whole file.");
    }
    return new Part("", node, matchesCase);
  }

  private static JsonNode read(String name, String text, String format, ObjectMapper mapper) {
    try {
      return mapper.readTree(text);
    } catch (JacksonException malformed) {
      TokenStreamLocation place = malformed.getLocation();
      String where =
          place == null || place.getLineNr() < 1
              ? ""
              : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
      throw new BadInput("%s is no %s%s.".formatted(name, format, where), LOOK);
    }
  }

  /** The library says of itself which format it reads. */
  private static ObjectMapper toml() {
    return ServiceLoader.load(ObjectMapper.class, ObjectMapper.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(mapper -> mapper.tokenStreamFactory().getFormatName().equalsIgnoreCase("toml"))
        .findFirst()
        .orElseThrow();
  }
}
