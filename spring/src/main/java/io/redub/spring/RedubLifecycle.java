package io.redub.spring;

import io.redub.config.ConfigElement;
import io.redub.config.ElementKind;
import io.redub.config.Place;
import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.extension.NearestName;
import io.redub.service.GenericService;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The services and references of one application context, from its refresh to its close: services
 * are exported once all beans are there, then the references are made that no bean asked for; at
 * close services end first, references last, both before beans die. Elements of parent contexts
 * hold here, too. Thread-safe.
 */
public final class RedubLifecycle
        implements SmartLifecycle, BeanFactoryAware, EnvironmentAware, DisposableBean {
    /** The name of this bean. */
    public static final String NAME = "redubLifecycle";

    private final Map<String, Object> references = new LinkedHashMap<>();
    private final List<EarlyReference> early = new ArrayList<>();
    private @Nullable ConfigurableListableBeanFactory factory;
    private @Nullable Environment environment;
    private volatile @Nullable EnvironmentProperties properties;
    private volatile @Nullable RedubBootstrap bootstrap;
    private volatile boolean running;

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        factory = (ConfigurableListableBeanFactory) beanFactory;
    }

    @Override
    public void setEnvironment(Environment newEnvironment) {
        environment = newEnvironment;
    }

    private ConfigurableListableBeanFactory beans() {
        ConfigurableListableBeanFactory beans = factory;
        if (beans == null) {
            throw new IllegalStateException("RedubLifecycle is used outside of a bean factory");
        }
        return beans;
    }

    /** What carries the services and references. Made with the first of them, or at start. */
    public synchronized RedubBootstrap bootstrap() {
        RedubBootstrap made = bootstrap;
        if (made == null) {
            RedubBootstrap created = RedubBootstrap.create();
            made = created;
            for (DeclaredElement element : elements()) {
                made.add(element.resolved(this::resolve).element());
            }
            Environment known = environment;
            if (known != null) {
                PropertyOrigins origins =
                        beans().getBeanProvider(PropertyOrigins.class).getIfAvailable();
                EnvironmentProperties ours = EnvironmentProperties.of(known, origins);
                properties = ours;
                made.properties(ours.values(), ours::place);
                name(made, known, ours);
            }
            beans().getBeanProvider(RedubCustomizer.class)
                    .orderedStream()
                    .forEach(each -> each.customize(created));
            bootstrap = made;
        }
        return made;
    }

    /** Those of this context, and those of its parents that it has not itself. */
    private List<DeclaredElement> elements() {
        Map<String, DeclaredElement> own =
                beans().getBeansOfType(DeclaredElement.class, true, false);
        List<DeclaredElement> found = new ArrayList<>(own.values());
        BeanFactoryUtils.beansOfTypeIncludingAncestors(beans(), DeclaredElement.class, true, false)
                .forEach(
                        (name, element) -> {
                            boolean replaced =
                                    element.kind().single()
                                            && own.values().stream()
                                                    .anyMatch(
                                                            each -> each.kind() == element.kind());
                            if (!own.containsKey(name) && !replaced) {
                                found.add(element);
                            }
                        });
        return found.stream().filter(each -> each.kind() != ElementKind.ANNOTATION).toList();
    }

    /** Spring's name for the application counts where ours is not given. */
    private void name(RedubBootstrap made, Environment known, EnvironmentProperties ours) {
        String name = known.getProperty("spring.application.name");
        boolean declared =
                elements().stream().anyMatch(each -> each.kind() == ElementKind.APPLICATION);
        if (name != null && !name.isBlank() && !declared && !ours.any("application.name")) {
            made.add(
                    ConfigElement.of(
                                    ElementKind.APPLICATION,
                                    Place.declared("spring.application.name"))
                            .set("name", name));
        }
    }

    /** Replaces what no placeholder configurer did. */
    private String resolve(String value) {
        String embedded = beans().resolveEmbeddedValue(value);
        Environment known = environment;
        if (embedded == null || known == null) {
            return value;
        }
        return known.resolvePlaceholders(embedded);
    }

    /**
     * The object that calls; those that say the same are one. Beans are asked before anything is
     * locked, since Spring may be locked already by whoever makes one.
     */
    Object refer(DeclaredElement declared) {
        LocalReferences local = local();
        if (local != null) {
            return refer(declared.resolved(this::resolve), local);
        }
        RedubBootstrap made = bootstrap();
        check(made);
        DeclaredElement element = declared.resolved(this::resolve);
        ReferenceConfig<?> config = config(element);
        Class<?> type = referenceType(element);
        boolean awaited = !running && isServedHere(element);
        synchronized (references) {
            String key = key(element);
            Object reference = references.get(key);
            if (reference == null) {
                reference =
                        awaited && type != null ? early(type, made, config) : made.refer(config);
                references.put(key, reference);
            }
            return reference;
        }
    }

    private @Nullable LocalReferences local() {
        return beans().getBeanProvider(LocalReferences.class).getIfAvailable();
    }

    /** One that calls a bean, which is looked for once all are there, or at the first call. */
    private Object refer(DeclaredElement element, LocalReferences local) {
        config(element); // for its errors
        Class<?> type = Objects.requireNonNull(referenceType(element), "checked by config");
        EarlyReference later = new EarlyReference(() -> local.find(type, element));
        synchronized (references) {
            if (!"false".equals(element.get("check"))) {
                early.add(later);
            }
        }
        return later.proxy(type);
    }

    private Object early(Class<?> type, RedubBootstrap made, ReferenceConfig<?> config) {
        EarlyReference later = new EarlyReference(() -> made.refer(config));
        early.add(later);
        return later.proxy(type);
    }

    private String key(DeclaredElement element) {
        String id = element.get("id");
        EnvironmentProperties known = properties;
        boolean named = id != null && known != null && known.any("references." + id + ".");
        return element.content() + (named ? " " + id : "");
    }

    /** Whether a service of this context is meant that is not exported yet. */
    private boolean isServedHere(DeclaredElement reference) {
        if (reference.get("url") != null
                || "remote".equals(reference.get("scope"))
                || "false".equals(reference.get("injvm"))) {
            return false;
        }
        return beans().getBeansOfType(DeclaredService.class, true, false).values().stream()
                .map(service -> service.element().resolved(this::resolve))
                .anyMatch(
                        service ->
                                Stream.of("interface", "group", "version")
                                        .allMatch(
                                                name ->
                                                        given(service, name)
                                                                .equals(given(reference, name))));
    }

    private static String given(DeclaredElement element, String name) {
        String value = element.get(name);
        return value == null || value.equals("0.0.0") ? "" : value;
    }

    private ReferenceConfig<?> config(DeclaredElement element) {
        Class<?> type = referenceType(element);
        String name = element.get("interface");
        if (name == null || type == null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "reference interface: there is no interface "
                            + name
                            + ", from "
                            + element.whereIs("interface"));
        }
        ConfigElement config = element.element();
        ReferenceConfig<?> reference =
                type == GenericService.class && !name.equals(GenericService.class.getName())
                        ? ReferenceConfig.generic(name, config)
                        : ReferenceConfig.of(type, config);
        return BeanHooks.add(element, reference, beans());
    }

    /** The type of the object that calls; null if there is no such interface. */
    @Nullable Class<?> referenceType(DeclaredElement element) {
        String generic = element.get("generic");
        if (generic != null && !resolve(generic).equals("false")) {
            return GenericService.class;
        }
        String name = element.get("interface");
        return name == null ? null : type(resolve(name));
    }

    private @Nullable Class<?> type(String name) {
        try {
            return ClassUtils.forName(name, beans().getBeanClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    @Override
    public void start() {
        boolean local = local() != null;
        RedubBootstrap made = bootstrap();
        List<ServiceConfig<?>> services = services();
        if (!local) {
            services.forEach(made::service);
        }
        List<String> eager = new ArrayList<>();
        for (String name : beans().getBeanNamesForType(ReferenceBean.class, true, false)) {
            DeclaredElement reference =
                    beans().getBean(name, ReferenceBean.class).element().resolved(this::resolve);
            collect(() -> made.reference(config(reference)));
            if (!"false".equals(reference.get("init"))) {
                eager.add(BeanFactoryUtils.transformedBeanName(name));
            }
        }
        check(made);
        if (!local) {
            made.start();
        }
        running = true;
        eager.forEach(beans()::getBean);
        early.forEach(EarlyReference::reference);
    }

    /** Tells all that is wrong, here and with settings, in one message. */
    private void check(RedubBootstrap made) {
        List<String> wrong = new ArrayList<>(problems());
        if (wrong.isEmpty()) {
            return;
        }
        try {
            made.explain();
        } catch (RpcException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
        throw new RpcException(
                StatusCode.CONFIGURATION,
                wrong.size() == 1
                        ? wrong.get(0)
                        : wrong.size()
                                + " things are wrong with the configuration:\n  "
                                + String.join("\n  ", wrong));
    }

    private List<String> problems() {
        return Infrastructure.problems((BeanDefinitionRegistry) beans());
    }

    private void problem(String problem, Place place) {
        problems().add(problem + ", from " + place);
    }

    private void collect(Runnable step) {
        try {
            step.run();
        } catch (RpcException e) {
            problems().add(String.valueOf(e.getMessage()));
        }
    }

    private List<ServiceConfig<?>> services() {
        List<ServiceConfig<?>> services = new ArrayList<>();
        for (DeclaredService service :
                beans().getBeansOfType(DeclaredService.class, true, false).values()) {
            DeclaredElement element = service.element().resolved(this::resolve);
            String name = element.get("interface");
            String ref = resolve(service.ref());
            Class<?> type = name == null ? null : type(name);
            if (name != null && type == null && !isGeneric(ref)) {
                problem(
                        "service interface: there is no class "
                                + name
                                + " (expected: an interface on the class path, or a ref that is a"
                                + " GenericService)",
                        element.whereIs("interface"));
            }
            if (!ref.isEmpty() && !beans().containsBean(ref)) {
                problem(
                        "service ref: there is no bean '"
                                + ref
                                + "'"
                                + nearest(ref)
                                + " (expected: the name of one that implements "
                                + name
                                + ")",
                        element.whereIs("ref"));
                continue;
            }
            if (ref.isEmpty()) {
                continue;
            }
            Object target = beans().getBean(ref);
            if (name != null
                    && target instanceof GenericService generic
                    && (type == null || !type.isInstance(target))) {
                collect(
                        () ->
                                services.add(
                                        ServiceConfig.generic(name, generic, element.element())));
            } else if (type != null) {
                add(services, type, target, element);
            }
        }
        return services;
    }

    private boolean isGeneric(String ref) {
        return beans().containsBean(ref) && beans().isTypeMatch(ref, GenericService.class);
    }

    private String nearest(String ref) {
        return NearestName.meant(ref, List.of(beans().getBeanDefinitionNames()));
    }

    @SuppressWarnings("unchecked")
    private <T> void add(
            List<ServiceConfig<?>> services,
            Class<T> type,
            Object target,
            DeclaredElement element) {
        collect(() -> services.add(ServiceConfig.of(type, (T) target, element.element())));
    }

    @Override
    public void stop() {
        running = false;
        RedubBootstrap made = bootstrap;
        if (made != null) {
            made.retire();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * Whether Spring 7 may stop and start it again while a test does not need its context; what is
     * stopped stays so.
     */
    public boolean isPauseable() {
        return false;
    }

    /** Ends references and connections, and what a start that failed has left. */
    @Override
    public void destroy() {
        running = false;
        RedubBootstrap made = bootstrap;
        if (made != null) {
            made.close();
        }
    }
}
