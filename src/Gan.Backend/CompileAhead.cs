using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gan;

/// <summary>
/// While libtorch loads, which takes one thread half of a program's start, another compiles what a training runs first.
/// </summary>
/// <remarks>
/// FirstMethods.txt has what to compile: an assembly, a type and its methods a line. It is measured, not written by
/// hand (tests/Gan.Acceptance.Tests/StartUp). A name that is not there, as in a trimmed program, is left out: a method
/// that is not compiled ahead is compiled when it is called, as any other.
/// </remarks>
[UnconditionalSuppressMessage(
    "Trimming",
    "IL2026:RequiresUnreferencedCode",
    Justification = "What was trimmed away is left out."
)]
[UnconditionalSuppressMessage("Trimming", "IL2075:UnrecognizedReflectionPattern", Justification = "As above.")]
internal static class CompileAhead
{
    internal const string ListName = "FirstMethods.txt";

    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance;

    private static volatile bool ended;

    /// <summary>Begins on a thread of its own, which no caller waits for.</summary>
    internal static void Begin()
    {
        if (Environment.ProcessorCount < 2 || Environment.GetEnvironmentVariable("GAN_COMPILE_AHEAD") == "0")
        {
            return;
        }
        var list = List();
        // The first look-up of a nested type resolves a native function, and the loader answers nobody while it loads.
        _ = typeof(CompileAhead).Assembly.GetType(typeof(Entry).FullName!);
        new Thread(() => Compile(list)) { IsBackground = true, Name = "Gan compile ahead" }.Start();
    }

    /// <summary>Lets go of what is not compiled yet: from now on the training needs the processors.</summary>
    internal static void End() => ended = true;

    /// <summary>The lines of the list.</summary>
    internal static IReadOnlyList<Entry> List()
    {
        using var stream = typeof(CompileAhead).Assembly.GetManifestResourceStream(ListName)!;
        using var reader = new StreamReader(stream);
        var entries = new List<Entry>();
        while (reader.ReadLine() is { } line)
        {
            var names = line.Split(' ');
            entries.Add(new Entry(names[0], names[1], names[2..]));
        }
        return entries;
    }

    private static void Compile(IReadOnlyList<Entry> list)
    {
        Assembly? assembly = null;
        foreach (var entry in list)
        {
            if (assembly?.GetName().Name != entry.Assembly)
            {
                assembly = Find(entry.Assembly);
            }
            foreach (var method in Methods(assembly, entry))
            {
                if (ended)
                {
                    return;
                }
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        }
    }

    /// <summary>An assembly of that name; null where the program has none.</summary>
    internal static Assembly? Find(string name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The methods of an entry that this program has and that can be compiled alone.</summary>
    internal static IEnumerable<MethodBase> Methods(Assembly? assembly, Entry entry)
    {
        var type = assembly?.GetType(entry.Type);
        if (type is null || type.ContainsGenericParameters)
        {
            yield break;
        }
        foreach (var member in type.GetMembers(Declared))
        {
            if (member is MethodBase { IsAbstract: false, ContainsGenericParameters: false } method)
            {
                if (Array.IndexOf(entry.Methods, method.Name) >= 0)
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>A line of the list.</summary>
    /// <param name="Assembly">Name of an assembly.</param>
    /// <param name="Type">Full name of one of its types.</param>
    /// <param name="Methods">Names of its methods, constructors as ".ctor"; all that have the name.</param>
    internal sealed record Entry(string Assembly, string Type, string[] Methods);
}
