package io.redub.spring;

import io.redub.config.ElementKind;
import io.redub.config.Place;
import io.redub.config.ReferenceConfig;
import io.redub.extension.NearestName;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Has methods of beans called around calls: {@code oninvoke}, {@code onreturn} and {@code onthrow}
 * of a reference's methods. A bean is made when its method is first called.
 */
final class BeanHooks {
    private static final List<String> SETTINGS = List.of("oninvoke", "onreturn", "onthrow");

    private BeanHooks() {}

    static ReferenceConfig<?> add(
            DeclaredElement reference,
            ReferenceConfig<?> config,
            ConfigurableListableBeanFactory beans) {
        ReferenceConfig<?> changed = config;
        for (DeclaredElement method : reference.children()) {
            String name = method.get("name");
            if (method.kind() != ElementKind.METHOD || name == null) {
                continue;
            }
            for (String setting : SETTINGS) {
                String value = method.get(setting);
                if (value != null && !value.isEmpty()) {
                    Place place = method.whereIs(setting);
                    int dot = value.lastIndexOf('.');
                    String bean = value.substring(0, Math.max(0, dot));
                    Class<?> type = beans.containsBean(bean) ? beans.getType(bean) : null;
                    if (type == null) {
                        throw missing(value, bean, setting, place, beans);
                    }
                    changed =
                            changed.hook(
                                    name,
                                    setting,
                                    type,
                                    () -> beans.getBean(bean),
                                    value.substring(dot + 1),
                                    place);
                }
            }
        }
        return changed;
    }

    private static RpcException missing(
            String value,
            String bean,
            String setting,
            Place place,
            ConfigurableListableBeanFactory beans) {
        return new RpcException(
                StatusCode.CONFIGURATION,
                "method "
                        + setting
                        + ": '"
                        + value
                        + "': there is no bean '"
                        + bean
                        + "'"
                        + NearestName.meant(bean, List.of(beans.getBeanDefinitionNames()))
                        + " (expected: bean.method), from "
                        + place);
    }
}
