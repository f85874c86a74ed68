package io.redub.spring;

import io.redub.config.ConfigElement;
import io.redub.config.ElementKind;
import io.redub.config.Place;
import io.redub.service.GenericService;
import io.redub.service.RpcException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.parsing.BeanComponentDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.beans.factory.xml.BeanDefinitionParserDelegate;
import org.springframework.beans.factory.xml.ParserContext;
import org.springframework.util.StringUtils;
import org.springframework.util.xml.DomUtils;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/** Makes bean definitions of one element and those within it. */
final class XmlElements {
    private static final Logger log = LoggerFactory.getLogger(XmlElements.class);
    private static final String XML = "http://www.w3.org/";
    private static final String DEPENDS_ON = "depends-on";

    /** Elements of Dubbo 3 within others that have no counterpart. */
    static final Set<String> UNUSED =
            Set.of(
                    "triple",
                    "prometheus-exporter",
                    "prometheus-pushgateway",
                    "aggregation",
                    "histogram",
                    "sampling",
                    "propagation",
                    "baggage",
                    "remoteFields",
                    "correlation",
                    "fields",
                    "tracing-exporter",
                    "zipkin-config",
                    "otlp-config");

    private final ParserContext context;
    private final BeanDefinitionRegistry registry;
    private final @Nullable ClassLoader loader;
    private final Element root;
    private final XmlLines lines;

    XmlElements(ParserContext context, Element root) {
        this.context = context;
        this.registry = context.getRegistry();
        this.loader = context.getReaderContext().getBeanClassLoader();
        this.root = root;
        this.lines = XmlLines.of(root, context.getReaderContext().getResource());
    }

    /** Null if the element is none that may stand here, which is reported at start. */
    @Nullable BeanDefinition read() {
        Infrastructure.lifecycle(registry);
        ElementKind kind = kind(root);
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case METHOD, ARGUMENT, PARAMETER -> {
                problem(kind.tag() + ": it stands alone (expected: within another element)", root);
                yield null;
            }
            case ANNOTATION -> annotation(root);
            case SERVICE -> service(root, null);
            case REFERENCE -> reference(root, null);
            default -> general(root, kind);
        };
    }

    private @Nullable ElementKind kind(Element element) {
        String place = lines.place(element);
        try {
            return ConfigElement.ofTag(element.getLocalName(), Place.declared(place)).kind();
        } catch (RpcException unknown) {
            Infrastructure.problems(registry).add(String.valueOf(unknown.getMessage()));
            return null;
        }
    }

    private void problem(String problem, Element element) {
        Infrastructure.problem(registry, problem, lines.place(element));
    }

    private BeanDefinition general(Element element, ElementKind kind) {
        ElementDraft draft = draft(element, kind);
        String id = element.getAttribute("id");
        String name = id.isEmpty() ? Infrastructure.free(registry, "redub-" + kind.tag()) : id;
        boolean outer = false;
        for (Element child : DomUtils.getChildElements(element)) {
            String tag = child.getLocalName();
            if (kind == ElementKind.PROVIDER && tag.equals("service")) {
                service(child, name);
                outer = true;
            } else if (kind == ElementKind.CONSUMER && tag.equals("reference")) {
                reference(child, name);
                outer = true;
            } else {
                inner(child, draft);
            }
        }
        if (outer) {
            draft.set("id", name);
            if (draft.get("default") == null) {
                draft.set("default", "false");
            }
        }
        return register(element, name, draft.definition());
    }

    private BeanDefinition service(Element element, @Nullable String provider) {
        ElementDraft draft = draft(element, ElementKind.SERVICE);
        if (provider != null && draft.get("provider") == null) {
            draft.set("provider", provider);
        }
        inner(element, draft, true);
        String type = element.getAttribute("interface");
        String ref = element.getAttribute("ref");
        String implementation = element.getAttribute("class");
        String place = lines.place(element, "class");
        boolean made = !implementation.isEmpty();
        if (made
                && Infrastructure.type(registry, loader, "service class", implementation, place)
                        != null) {
            ref = object(element, implementation, type);
        }
        if (type.isEmpty()) {
            problem("service interface: it is missing (expected: a Java interface)", element);
        }
        if (ref.isEmpty() && !made) {
            problem(
                    "service "
                            + type
                            + ": it has neither ref nor class (expected: the name of a bean, or a"
                            + " class to make one of)",
                    element);
        }
        String id = element.getAttribute("id");
        String name = id.isEmpty() ? Infrastructure.free(registry, "redub-service-" + type) : id;
        return register(element, name, Infrastructure.service(draft, ref));
    }

    /** The bean of a service that names a class, with the properties within the element. */
    private String object(Element element, String type, String interfaceName) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setBeanClassName(type);
        definition.setSource(context.extractSource(element));
        definition.setResource(context.getReaderContext().getResource());
        BeanDefinitionParserDelegate delegate = context.getDelegate();
        for (Element child : DomUtils.getChildElementsByTagName(element, "property")) {
            delegate.parsePropertyElement(child, definition);
        }
        String name = Infrastructure.free(registry, "redub-object-" + interfaceName);
        context.registerBeanComponent(new BeanComponentDefinition(definition, name));
        return name;
    }

    private BeanDefinition reference(Element element, @Nullable String consumer) {
        ElementDraft draft = draft(element, ElementKind.REFERENCE);
        if (consumer != null && draft.get("consumer") == null) {
            draft.set("consumer", consumer);
        }
        inner(element, draft, false);
        String type = element.getAttribute("interface");
        String generic = element.getAttribute("generic");
        Class<?> object = null;
        if (type.isEmpty()) {
            problem("reference interface: it is missing (expected: a Java interface)", element);
        } else if (!generic.isEmpty() && !generic.equals("false")) {
            object = GenericService.class;
        } else if (!type.contains("${")) {
            String place = lines.place(element, "interface");
            object = Infrastructure.type(registry, loader, "reference interface", type, place);
        }
        String id = element.getAttribute("id");
        String name = id.isEmpty() ? Infrastructure.free(registry, type) : id;
        return register(element, name, Infrastructure.reference(draft, object));
    }

    private @Nullable BeanDefinition annotation(Element element) {
        ElementDraft draft = draft(element, ElementKind.ANNOTATION);
        Infrastructure.annotations(registry);
        String packages =
                context.getReaderContext()
                        .getEnvironment()
                        .resolvePlaceholders(element.getAttribute("package"));
        AnnotatedClasses.scan(
                registry,
                context.getReaderContext().getEnvironment(),
                context.getReaderContext().getResourceLoader(),
                StringUtils.tokenizeToStringArray(packages, ",; \t\n"));
        String name = Infrastructure.free(registry, "redub-annotation");
        return register(element, name, draft.definition());
    }

    private BeanDefinition register(
            Element element, String name, AbstractBeanDefinition definition) {
        definition.setSource(context.extractSource(element));
        definition.setResource(context.getReaderContext().getResource());
        String before = element.getAttribute(DEPENDS_ON);
        if (!before.isEmpty()) {
            definition.setDependsOn(StringUtils.tokenizeToStringArray(before, ",; "));
        }
        if (registry.containsBeanDefinition(name)) {
            problem("two beans have the id '" + name + "' (expected: each its own)", element);
            return definition;
        }
        context.registerBeanComponent(new BeanComponentDefinition(definition, name));
        return definition;
    }

    private ElementDraft draft(Element element, ElementKind kind) {
        ElementDraft draft = new ElementDraft(kind, lines.place(element));
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            String namespace = attribute.getNamespaceURI();
            String place = lines.place(element, attribute.getName());
            if (namespace == null) {
                if (!attribute.getName().equals(DEPENDS_ON)) {
                    draft.set(attribute.getName(), attribute.getValue(), place);
                }
            } else if (!namespace.startsWith(XML)) {
                // Dubbo's schema admits attributes of other namespaces at services, as parameters.
                draft.parameter(attribute.getLocalName(), attribute.getValue(), place);
            }
        }
        return draft;
    }

    private void inner(Element element, ElementDraft into, boolean properties) {
        for (Element child : DomUtils.getChildElements(element)) {
            if (!(properties && child.getLocalName().equals("property"))) {
                inner(child, into);
            }
        }
    }

    /** An element within another: methods within services, arguments within methods and so on. */
    private void inner(Element child, ElementDraft into) {
        String tag = child.getLocalName();
        if (UNUSED.contains(tag)) {
            log.warn(
                    "{} within {}: nothing in Redub acts on it ({})",
                    tag,
                    into.kind().tag(),
                    lines.place(child));
            return;
        }
        ElementKind kind = kind(child);
        if (kind == null) {
            return;
        }
        boolean fits =
                switch (kind) {
                    case PARAMETER -> into.kind() != ElementKind.ARGUMENT;
                    case METHOD -> METHODS.contains(into.kind());
                    case ARGUMENT -> into.kind() == ElementKind.METHOD;
                    default -> false;
                };
        if (!fits) {
            problem(
                    tag
                            + ": it stands within "
                            + into.kind().tag()
                            + " (expected there: "
                            + String.join(", ", within(into.kind()))
                            + ")",
                    child);
            return;
        }
        ElementDraft draft = draft(child, kind);
        inner(child, draft, false);
        into.add(draft);
    }

    private static final Set<ElementKind> METHODS =
            Set.of(
                    ElementKind.SERVICE,
                    ElementKind.REFERENCE,
                    ElementKind.PROVIDER,
                    ElementKind.CONSUMER);

    static List<String> within(ElementKind kind) {
        return switch (kind) {
            case SERVICE -> List.of("method", "parameter", "property");
            case REFERENCE -> List.of("method", "parameter");
            case PROVIDER -> List.of("service", "method", "parameter");
            case CONSUMER -> List.of("reference", "method", "parameter");
            case METHOD -> List.of("argument", "parameter");
            case ARGUMENT, PARAMETER -> List.of("nothing");
            default -> List.of("parameter");
        };
    }
}
