package io.redub.interop;

import com.test.service.FooService;
import com.zhss.service.HelloService;
import com.zhss.service.HelloServiceImpl;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.context.support.FileSystemXmlApplicationContext;

/**
 * A peer that Spring makes of an XML file; what reads the elements in it is whatever is on the
 * class path. Takes commands as {@link PeerMain} does.
 */
final class XmlPeerMain {
    private XmlPeerMain() {}

    public static void main(String[] args) throws Exception {
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        FileSystemXmlApplicationContext context = null;
        String line = commands.readLine();
        while (line != null) {
            String answer;
            try {
                if (line.equals("start")) {
                    context = new FileSystemXmlApplicationContext("file:" + args[0]);
                    answer = "OK " + context.getId();
                } else {
                    answer = "OK " + answer(context, line);
                }
            } catch (Throwable e) {
                answer = "FAIL " + Peer.oneLine(e);
            }
            System.out.println(PeerMain.MARK + answer);
            line = line.equals("stop") ? null : commands.readLine();
        }
        Runtime.getRuntime().halt(0);
    }

    private static Object answer(FileSystemXmlApplicationContext context, String command) {
        switch (command) {
            case "hello":
                context.getBean("fooService", HelloService.class).sayHello();
                return "";
            case "foo":
                return context.getBean("fooService", FooService.class).foo("bar");
            case "calls":
                return HelloServiceImpl.CALLS.get();
            case "stop":
                context.close();
                return "";
            default:
                throw new IllegalArgumentException("unknown command " + command);
        }
    }
}
