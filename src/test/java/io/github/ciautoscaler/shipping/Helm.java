package io.github.ciautoscaler.shipping;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Helm itself, as a library. It is called by name, because its classes come with native code for
 * one platform each and nothing else here needs them to compile.
 */
final class Helm {

  /** Only decides about the chart's kubeVersion; the embedded default is older than that. */
  private static final String KUBERNETES = "1.36.0";

  private final Path chart;

  Helm(Path chart) {
    this.chart = chart;
  }

  /**
   * What {@code helm template} prints; hooks are not among it.
   *
   * @throws IllegalStateException with Helm's own words where it refuses the values
   */
  String template(String release, String namespace, List<Path> values, Map<String, ?> set) {
    Object command = call(open(), "template");
    call(command, "withName", release);
    call(command, "withNamespace", namespace);
    call(command, "withKubeVersion", KUBERNETES);
    values.forEach(file -> call(command, "withValuesFile", file));
    set.forEach((key, value) -> call(command, "set", key, value));
    return String.valueOf(call(command, "call"));
  }

  /** What {@code helm lint --strict} has to say, where that is more than advice. */
  List<String> lint() {
    Object result = call(call(call(open(), "lint"), "strict"), "call");
    boolean failed = (Boolean) call(result, "isFailed");
    List<String> messages =
        ((List<?>) call(result, "getMessages")).stream().map(String::valueOf).toList();
    return failed ? messages : messages.stream().filter(text -> !text.contains("[INFO]")).toList();
  }

  private Object open() {
    try {
      Class<?> helm = Class.forName("com.marcnuri.helm.Helm");
      return helm.getConstructor(Path.class).newInstance(chart);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("helm-java is another one than expected", e);
    }
  }

  private static Object call(Object target, String name, Object... arguments) {
    Method method =
        Arrays.stream(target.getClass().getMethods())
            .filter(each -> each.getName().equals(name) && !each.isBridge())
            .filter(each -> each.getParameterCount() == arguments.length)
            .findFirst()
            .orElseThrow();
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
