using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Gan.Acceptance.Tests.StartUp;

/// <summary>What the .NET compiler is asked for between the start of a program and the end of its first step.</summary>
internal static partial class FirstMethods
{
    // Two programs: the smallest training, and images by convolutions.
    private static readonly string[] Programs = ["PlainMlp", "Quickstart"];
    private static readonly string[] Assemblies =
    [
        "Gan.Backend",
        "Gan.Data",
        "Gan.Losses",
        "Gan.Networks",
        "Gan.Core",
        "Gan.Kernels",
        "Gan.Net",
        "TorchSharp",
    ];

    /// <summary>The list that the library carries.</summary>
    internal static string ListFile { get; } =
        Path.Combine(SampleProgram.Root, "src", "Gan.Backend", "FirstMethods.txt");

    /// <summary>Methods of Gan.Net and TorchSharp that can be compiled alone, in the order of their first use: an
    /// assembly, a type and its methods a line.</summary>
    internal static IReadOnlyList<string> Measure(string folder)
    {
        var methods = new Dictionary<string, List<string>>();
        foreach (var (type, method) in Programs.SelectMany(p => Compiled(p, folder)))
        {
            if (Assemblies.FirstOrDefault(a => Has(a, type, method)) is not { } assembly)
            {
                continue;
            }
            var key = $"{assembly} {type}";
            if (!methods.TryGetValue(key, out var list))
            {
                methods[key] = list = [];
            }
            if (!list.Contains(method))
            {
                list.Add(method);
            }
        }
        return [.. methods.Select(m => $"{m.Key} {string.Join(' ', m.Value)}")];
    }

    /// <summary>Each method of a list with its type.</summary>
    internal static HashSet<string> Names(IEnumerable<string> lines)
    {
        var names = new HashSet<string>();
        foreach (var words in lines.Select(line => line.Split(' ')))
        {
            names.UnionWith(words.Skip(2).Select(method => $"{words[0]} {words[1]} {method}"));
        }
        return names;
    }

    /// <summary>Whether an assembly has the method, and not only as a pattern with parameters of type.</summary>
    internal static bool Has(string assembly, string type, string method)
    {
        const BindingFlags All =
            BindingFlags.DeclaredOnly
            | BindingFlags.Public
            | BindingFlags.NonPublic
            | BindingFlags.Static
            | BindingFlags.Instance;
        return Assembly.Load(assembly).GetType(type) is { ContainsGenericParameters: false } found
            && found
                .GetMembers(All)
                .OfType<MethodBase>()
                .Any(m => m.Name == method && m is { IsAbstract: false, ContainsGenericParameters: false });
    }

    private static IEnumerable<(string Type, string Method)> Compiled(string program, string folder)
    {
        var record = Path.Combine(folder, program + ".jit");
        var start = new ProcessStartInfo("dotnet", [SampleProgram.Path(program), "--steps", "1"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_JitStdOutFile"] = record;
        start.Environment["DOTNET_JitDisasmSummary"] = "1";
        start.Environment["GAN_COMPILE_AHEAD"] = "0";
        // Nothing is compiled a second time: while the program ends, a method that is would be written into a record
        // that .NET has closed, and the process would abort.
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        foreach (var line in File.ReadLines(record))
        {
            if (MethodLine().Match(line) is { Success: true } match)
            {
                yield return (match.Groups[1].Value, match.Groups[2].Value);
            }
        }
    }

    // "  12: JIT compiled Gan.Bounds:Finite(double) [Tier0, IL size=…": types and methods without parameters of type.
    [GeneratedRegex(@"JIT compiled ([\w.+<>|]+):([\w.<>|]+)\([^\[]*.*\[(?:Instrumented )?Tier0")]
    private static partial Regex MethodLine();
}
