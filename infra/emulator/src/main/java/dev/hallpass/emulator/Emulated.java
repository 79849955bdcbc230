package dev.hallpass.emulator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/// An SDK client in front of an emulation. It refuses by name every call that the emulation does
/// not answer.
public final class Emulated {

  /// The methods that a class overrides, cached because the lookup is slow.
  private static final ClassValue<Map<Method, Boolean>> OVERRIDDEN =
      new ClassValue<>() {
        @Override
        protected Map<Method, Boolean> computeValue(Class<?> emulation) {
          return new ConcurrentHashMap<>();
        }
      };

  /// Whether a method of an interface is a convenience, cached.
  private static final Map<Method, Boolean> CONVENIENCES = new ConcurrentHashMap<>();

  private Emulated() {}

  /// A client of the given interface. An overridden operation of `emulation` answers the call. The
  /// interface's own conveniences (builder lambdas, calls without arguments, paginators) lead to
  /// those operations. Any other call throws an UnsupportedOperationException such as
  /// `iam:CreateUser is not emulated`.
  public static <C extends SdkClient> C client(Class<C> type, C emulation) {
    return client(type, emulation, _ -> {});
  }

  /// A gate that every request to an emulation passes.
  public interface Gate {
    /// Called before the request. If this throws, the caller gets the exception, and the emulation
    /// does not get the request.
    void enter(SdkRequest request);

    /// Called after the emulation has done the request.
    default void leave(SdkRequest request) {}
  }

  /// A client whose requests all pass a gate.
  public static <C extends SdkClient> C client(Class<C> type, C emulation, Gate gate) {
    InvocationHandler front =
        (proxy, method, arguments) -> call(emulation, gate, proxy, method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, front));
  }

  /// A client with the operations that `over` overrides, and those of `under` otherwise.
  public static <C extends SdkClient> C layered(Class<C> type, C over, C under) {
    InvocationHandler layers =
        (_, method, arguments) -> answer(answers(over, method) ? over : under, method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, layers));
  }

  private static @Nullable Object call(
      SdkClient emulation,
      Gate gate,
      Object proxy,
      Method method,
      @Nullable Object @Nullable [] arguments)
      throws Throwable {
    // Conveniences come first: those of an emulation would bypass the gate.
    if (CONVENIENCES.computeIfAbsent(method, Emulated::leadsToAnOperation)) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    if (!answers(emulation, method)) {
      throw new UnsupportedOperationException(
          "%s:%s is not emulated".formatted(emulation.serviceName(), operation(method)));
    }
    Optional<SdkRequest> request = request(arguments);
    request.ifPresent(gate::enter);
    @Nullable Object answer = answer(emulation, method, arguments);
    request.ifPresent(gate::leave);
    return answer;
  }

  private static Optional<SdkRequest> request(@Nullable Object @Nullable [] arguments) {
    // The request comes first; a body or what reads a body comes after it.
    return arguments != null && arguments.length > 0 && arguments[0] instanceof SdkRequest request
        ? Optional.of(request)
        : Optional.empty();
  }

  private static @Nullable Object answer(
      SdkClient emulation, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(emulation, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }

  private static boolean answers(SdkClient emulation, Method method) {
    return method.getDeclaringClass() == Object.class
        || OVERRIDDEN
            .get(emulation.getClass())
            .computeIfAbsent(method, one -> overrides(emulation.getClass(), one));
  }

  private static boolean overrides(Class<?> emulation, Method method) {
    try {
      return !emulation
          .getMethod(method.getName(), method.getParameterTypes())
          .getDeclaringClass()
          .isInterface();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("A client has every method of its interface", e);
    }
  }

  private static boolean leadsToAnOperation(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    boolean asksWithARequest =
        parameters.length == 1 && SdkRequest.class.isAssignableFrom(parameters[0]);
    boolean asksWithABuilder = parameters.length > 0 && parameters[0] == Consumer.class;
    boolean asksWithAFile = parameters.length == 2 && parameters[1] == Path.class;
    boolean getsABody =
        asksWithARequest
            && (method.getReturnType() == ResponseBytes.class
                || method.getReturnType() == ResponseInputStream.class);
    boolean asksWithNothing =
        parameters.length == 0 && SdkResponse.class.isAssignableFrom(method.getReturnType());
    boolean pages = Iterable.class.isAssignableFrom(method.getReturnType());
    return asksWithABuilder
        || asksWithAFile
        || getsABody
        || asksWithNothing
        || (pages && (asksWithARequest || parameters.length == 0));
  }

  private static String operation(Method method) {
    String name = method.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
