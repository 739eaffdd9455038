package io.github.ciautoscaler.api;

import io.github.ciautoscaler.api.Problem.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A request's JSON object, read strictly: an unknown, doubled or mistyped field is refused, all of
 * them at once. It never says the values that were sent, which may be anything.
 */
final class Body {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode json;
  private final List<Fault> faults = new ArrayList<>();

  private Body(JsonNode json, Set<String> known) {
    this.json = json;
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        faults.add(
            new Fault(
                pointer(Words.shown(name)),
                "is not a field of this request",
                known.isEmpty() ? "send no body" : "leave it out; known: " + sorted(known)));
      }
    }
  }

  /** No body at all is an empty object. */
  static Body read(byte @Nullable [] bytes, Set<String> known) {
    if (bytes == null || bytes.length == 0) {
      return new Body(JsonNodeFactory.instance.objectNode(), known);
    }
    JsonNode json;
    try {
      json = STRICT.readTree(bytes);
    } catch (JacksonException e) {
      throw new ProblemException(
          ProblemKind.MALFORMED_REQUEST,
          "The body is not well-formed JSON" + place(e) + ", or names a field twice.");
    }
    if (!json.isObject()) {
      throw ProblemException.invalid(
          List.of(new Fault("", "is not a JSON object", "send an object such as {}")));
    }
    return new Body(json, known);
  }

  Optional<String> text(String name, int longest) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value.isString()
        && value.stringValue().length() <= longest
        && Words.isOneLine(value.stringValue())) {
      return Optional.of(value.stringValue());
    }
    refuse(name, "is not such a text", "write one line of at most " + longest + " characters");
    return Optional.empty();
  }

  int number(String name, int least, int most) {
    JsonNode value = json.path(name);
    if (value.isInt() && value.intValue() >= least && value.intValue() <= most) {
      return value.intValue();
    }
    refuse(
        name,
        value.isMissingNode() ? "is missing" : "is not such a number",
        "write a whole number from " + least + " to " + most);
    return least;
  }

  boolean flag(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    refuse(name, "is neither true nor false", "write true or false, without quotes");
    return false;
  }

  void refuse(String name, String detail, String fix) {
    faults.add(new Fault(pointer(name), detail, fix));
  }

  /** Ends the request when anything was wrong. */
  void done() {
    if (!faults.isEmpty()) {
      throw ProblemException.invalid(faults);
    }
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}
