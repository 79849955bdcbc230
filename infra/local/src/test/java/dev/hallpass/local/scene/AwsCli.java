package dev.hallpass.local.scene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;

/// The AWS CLI, as far as commands without files go. What an operation and its options are called
/// it takes from the model of the service that the SDK is made of, and what the service does not
/// know it refuses.
///
/// @param services by what the CLI calls them
public record AwsCli(Map<String, SdkClient> services) {

  /// The options that the CLI calls otherwise than the service does. [Source](
  /// https://docs.aws.amazon.com/cli/latest/reference/sns/subscribe.html)
  private static final Map<String, String> RENAMED = Map.of("Endpoint", "notification-endpoint");

  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\\\\]|\\\\.|'[^']*')+");
  private static final Pattern PART = Pattern.compile("'([^']*)'|\\\\(.)|([^'\\\\]+)");

  public AwsCli {
    services = Map.copyOf(services);
  }

  /// Runs a line as a shell does.
  public void run(String line) {
    Iterator<String> words = words(line).iterator();
    assertThat(words.next()).isEqualTo("aws");
    SdkClient client = Optional.ofNullable(services.get(words.next())).orElseThrow();
    Method operation = operation(client, words.next());
    List<String> options = new ArrayList<>();
    words.forEachRemaining(options::add);
    invoke(client, operation, request(operation.getParameterTypes()[0], options));
  }

  /// The words of a line, quotes taken off.
  public static List<String> words(String line) {
    return WORD.matcher(line).results().map(word -> unquoted(word.group())).toList();
  }

  private static String unquoted(String word) {
    StringBuilder plain = new StringBuilder();
    Matcher part = PART.matcher(word);
    while (part.find()) {
      for (int group = 1; group <= 3; group++) {
        @Nullable String text = part.group(group);
        plain.append(text == null ? "" : text);
      }
    }
    return plain.toString();
  }

  private static Method operation(SdkClient client, String name) {
    return Arrays.stream(client.getClass().getMethods())
        .filter(method -> dashed(method.getName()).equals(name))
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no operation " + name));
  }

  private static Object request(Class<?> type, List<String> options) {
    SdkPojo request = (SdkPojo) invoke(null, method(type, "builder"));
    Map<String, SdkField<?>> fields = new LinkedHashMap<>();
    request
        .sdkFields()
        .forEach(field ->
            fields.put(
                "--" + RENAMED.getOrDefault(field.memberName(), dashed(field.memberName())),
                field));
    Iterator<String> words = options.iterator();
    while (words.hasNext()) {
      set(request, fields, words.next(), words);
    }
    return ((Buildable) request).build();
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
        .findFirst()
        .orElseThrow();
  }

  private static void set(
      SdkPojo request, Map<String, SdkField<?>> fields, String option, Iterator<String> words) {
    @Nullable SdkField<?> off = fields.get(option.replaceFirst("^--no-", "--"));
    @Nullable SdkField<?> field = fields.getOrDefault(option, off);
    if (field == null) {
      throw new AssertionError("There is no option " + option);
    }
    if (type(field).equals("Boolean")) {
      field.set(request, fields.containsKey(option));
    } else {
      String value = words.next();
      boolean isText = type(field).equals("String");
      field.set(request, value(field, isText ? Json.object().stringNode(value) : Json.read(value)));
    }
  }

  private static Object value(SdkField<?> field, JsonNode json) {
    return switch (type(field)) {
      case "String" -> json.stringValue();
      case "Integer" -> json.intValue();
      case "Boolean" -> json.booleanValue();
      case "List" -> {
        SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
        yield json.valueStream().map(one -> value(item, one)).toList();
      }
      case "Map" -> {
        SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> map = new LinkedHashMap<>();
        json.forEachEntry((key, one) -> map.put(key, value(item, one)));
        yield map;
      }
      case "SdkPojo" -> structure(field.constructor().get(), json);
      default ->
          throw new AssertionError(
              "The type of %s is not known here".formatted(field.memberName()));
    };
  }

  private static String type(SdkField<?> field) {
    return field.marshallingType().getTargetClass().getSimpleName();
  }

  private static Object structure(SdkPojo builder, JsonNode json) {
    Map<String, SdkField<?>> fields = new LinkedHashMap<>();
    builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
    json.forEachEntry((name, value) -> {
      @Nullable SdkField<?> field = fields.get(name);
      if (field == null) {
        throw new AssertionError("There is no member " + name);
      }
      field.set(builder, value(field, value));
    });
    return ((Buildable) builder).build();
  }

  private static Object invoke(@Nullable Object on, Method method, Object... arguments) {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
