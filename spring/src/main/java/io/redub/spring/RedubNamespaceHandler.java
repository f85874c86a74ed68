package io.redub.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.xml.NamespaceHandler;
import org.springframework.beans.factory.xml.ParserContext;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads the elements of Dubbo's two namespaces and of {@code http://redub.io/schema/redub}, which
 * are the same. Spring finds it by META-INF/spring.handlers.
 */
public final class RedubNamespaceHandler implements NamespaceHandler {
    @Override
    public void init() {}

    @Override
    public @Nullable BeanDefinition parse(Element element, ParserContext context) {
        return new XmlElements(context, element).read();
    }

    @Override
    public BeanDefinitionHolder decorate(
            Node source, BeanDefinitionHolder definition, ParserContext context) {
        context.getReaderContext()
                .error(
                        source.getNodeName()
                                + " within a bean (expected: an element of its own, beside beans)",
                        source);
        return definition;
    }
}
