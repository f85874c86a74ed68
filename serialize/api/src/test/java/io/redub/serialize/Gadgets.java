package io.redub.serialize;

import java.util.List;

/**
 * Names of classes that attacks on Dubbo, Hessian and Java serialization use, each with what it
 * would do. None may ever be loaded, made or asked for anything because a peer names it. Whether
 * they are on the class path does not matter: a refusal comes before that question.
 */
public final class Gadgets {
    public static final List<String> NAMES =
            List.of(
                    // JNDI look-ups by a setter or a comparison.
                    "com.sun.rowset.JdbcRowSetImpl",
                    "javax.naming.InitialContext",
                    "javax.naming.ldap.Rdn$RdnEntry",
                    "javax.naming.spi.ContinuationContext",
                    "javax.management.BadAttributeValueExpException",
                    "com.sun.jndi.rmi.registry.BindingEnumeration",
                    "com.sun.jndi.toolkit.dir.LazySearchEnumerationImpl",
                    "sun.security.pkcs.PKCS9Attributes",
                    "org.springframework.jndi.support.SimpleJndiBeanFactory",
                    "org.springframework.aop.support.DefaultBeanFactoryPointcutAdvisor",
                    "org.springframework.aop.target.HotSwappableTargetSource",
                    "org.springframework.beans.factory.config.PropertyPathFactoryBean",
                    "org.apache.xbean.naming.context.ContextUtil$ReadOnlyBinding",
                    "org.apache.xbean.propertyeditor.JndiConverter",
                    "org.eclipse.jetty.plus.jndi.Resource",
                    "com.caucho.config.types.ResourceRef",
                    "com.mchange.v2.c3p0.JndiRefForwardingDataSource",
                    "com.mchange.v2.c3p0.WrapperConnectionPoolDataSource",
                    "org.apache.commons.configuration.JNDIConfiguration",
                    "com.zaxxer.hikari.HikariConfig",
                    "ch.qos.logback.core.db.JNDIConnectionSource",
                    // Code from bytes, scripts, expressions, processes.
                    "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
                    "com.sun.org.apache.bcel.internal.util.ClassLoader",
                    "javax.script.ScriptEngineManager",
                    "java.lang.ProcessBuilder",
                    "java.lang.ProcessImpl",
                    "java.lang.Runtime",
                    "java.beans.EventHandler",
                    "java.beans.Expression",
                    "java.lang.reflect.Proxy",
                    "java.lang.reflect.Method",
                    "java.lang.invoke.SerializedLambda",
                    "java.lang.Thread",
                    "java.lang.ClassLoader",
                    "java.net.URLClassLoader",
                    "groovy.lang.Closure",
                    "org.codehaus.groovy.runtime.MethodClosure",
                    "org.codehaus.groovy.runtime.ConvertedClosure",
                    "bsh.Interpreter",
                    "clojure.core$constantly",
                    // Whatever toString, hashCode, equals or compareTo starts.
                    "com.rometools.rome.feed.impl.EqualsBean",
                    "com.rometools.rome.feed.impl.ToStringBean",
                    "com.sun.syndication.feed.impl.ObjectBean",
                    "com.caucho.naming.QName",
                    "com.sun.org.apache.xpath.internal.objects.XString",
                    "org.apache.commons.collections.functors.InvokerTransformer",
                    "org.apache.commons.collections.keyvalue.TiedMapEntry",
                    "org.apache.commons.collections4.comparators.TransformingComparator",
                    "org.apache.commons.beanutils.BeanComparator",
                    "com.alibaba.fastjson.JSONObject",
                    "javax.swing.UIDefaults",
                    "javax.swing.UIDefaults$ProxyLazyValue",
                    "javax.swing.UIDefaults$TextAndMnemonicHashMap",
                    "sun.swing.SwingLazyValue",
                    "sun.print.UnixPrintService",
                    "sun.print.UnixPrintServiceLookup",
                    "javax.sound.sampled.AudioFileFormat$Type",
                    "javax.activation.MimeTypeParameterList",
                    // Services found, files opened, sockets connected.
                    "java.util.ServiceLoader$LazyIterator",
                    "javax.imageio.ImageIO$ContainsFilter",
                    "javax.imageio.spi.FilterIterator",
                    "sun.misc.Service$LazyIterator",
                    "java.util.Scanner",
                    "java.util.Formatter",
                    "java.util.jar.JarFile",
                    "java.util.zip.ZipFile",
                    "java.util.logging.FileHandler",
                    "java.io.FileOutputStream",
                    "java.io.ObjectInputStream",
                    "java.net.Socket",
                    "java.rmi.server.UnicastRemoteObject",
                    "java.rmi.server.RemoteObjectInvocationHandler",
                    "java.security.SignedObject",
                    "javax.crypto.SealedObject",
                    "sun.rmi.server.UnicastRef",
                    "sun.nio.cs.StreamEncoder",
                    // What would undo the checks of a framework itself.
                    "org.apache.dubbo.common.utils.SerializeClassChecker",
                    "org.apache.dubbo.common.utils.SerializeSecurityManager",
                    "io.redub.serialize.ServiceTypes",
                    "io.redub.serialize.JdkTypes",
                    "io.redub.extension.ExtensionLoader");

    private Gadgets() {}
}
