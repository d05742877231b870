using System.Diagnostics;

namespace Gan.Tests;

/// <summary>
/// Programs and data of the machine that some tests take for a witness from outside. Where one is missing its tests are
/// skipped with a reason, which test.sh prints; eng/setup.sh --tests installs all of them on Debian and Ubuntu.
/// </summary>
internal static class Witness
{
    private const string Remedy = "eng/setup.sh --tests brings it";

    private static readonly Lazy<IReadOnlyList<string>> Pythons = new(() => Programs("python3"));

    /// <summary>Chromium, or a browser of its kind.</summary>
    public static string? Chromium { get; } =
        Programs("chromium", "chromium-browser", "google-chrome").FirstOrDefault();

    /// <summary>The folder with Fashion-MNIST that Debian's package fills; null where it is not installed.</summary>
    public static string? FashionMnist { get; } =
        File.Exists("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz")
            ? "/usr/share/datasets/fashion-mnist"
            : null;

    /// <summary>Where a program lies; null where it is missing.</summary>
    public static string? Find(string program) => Programs(program).FirstOrDefault();

    /// <summary>A Python that has all of some modules; null where there is none.</summary>
    public static string? Python(params string[] modules)
    {
        var question =
            $"import sys, importlib.util as u; sys.exit(any(u.find_spec(m) is None for m in {Text(modules)}))";
        return Pythons.Value.FirstOrDefault(python => Run(python, "-c", question).Status == 0);
    }

    public static string? WithoutPython(string[] modules)
    {
        var with = modules.Length == 0 ? "" : $" with {string.Join(", ", modules)}";
        return Python(modules) is null ? $"There is no python3{with}; {Remedy}." : null;
    }

    public static string? WithoutChromium => Chromium is null ? $"There is no Chromium; {Remedy}." : null;

    public static string? WithoutFashionMnist =>
        FashionMnist is null ? $"Fashion-MNIST is not installed; {Remedy}." : null;

    public static string? WithoutNode => Find("node") is null ? $"There is no node; {Remedy}." : null;

    /// <summary>What a program printed, with its errors apart.</summary>
    public static (int Status, string Output, string Errors) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = process.StandardError.ReadToEndAsync(); // a full pipe would hold it up
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static string Text(string[] modules) => $"[{string.Join(", ", modules.Select(m => $"'{m}'"))}]";

    // The system's own come first: its packages of modules belong to them.
    private static IReadOnlyList<string> Programs(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        return
        [
            .. folders
                .Prepend("/usr/bin")
                .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
                .Where(File.Exists)
                .Distinct(),
        ];
    }
}

/// <summary>A test that needs Python with some modules.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(params string[] modules) => Skip = Witness.WithoutPython(modules);
}

/// <summary>A test that opens a page in Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Witness.WithoutChromium;
}

/// <summary>A test that reads Debian's package of Fashion-MNIST.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FashionMnistFactAttribute : FactAttribute
{
    public FashionMnistFactAttribute() => Skip = Witness.WithoutFashionMnist;
}

/// <summary>A test that runs JavaScript in Node.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Witness.WithoutNode;
}
