using System.Globalization;
using System.Text.Json;

/// <summary>Whoever does the work: this program, a peer, or the same program of another folder.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="HasSettings">Whether its threads are its user's choice; false for ours, which choose
/// themselves.</param>
internal abstract record Side(string Name, bool HasSettings)
{
    /// <summary>Runs the workload in a process of its own.</summary>
    /// <param name="variables">The process's environment beside this one's.</param>
    internal abstract Measurement Measure(
        Workload workload,
        Length length,
        Setting? setting,
        string folder,
        Dictionary<string, string> variables
    );

    /// <summary>The IDX file of the epoch.</summary>
    internal static string Digits(string folder) => Path.Combine(folder, "train-images-idx3-ubyte");

    protected static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    protected static string[] Lengths(Length length) =>
        ["--steps", Text(length.Steps), "--warm", Text(length.Warm), "--images", Text(length.Images)];
}

/// <summary>Gan.Net as built here.</summary>
internal sealed record Ours() : Side("ours", HasSettings: false)
{
    internal override Measurement Measure(
        Workload workload,
        Length length,
        Setting? setting,
        string folder,
        Dictionary<string, string> variables
    ) =>
        Measurement.Parse(
            Child.RunSelf(["--measure", workload.Name, "--digits", Digits(folder), .. Lengths(length)], variables)
        );

    /// <summary>Writes weights, latents and batches of the first steps and gives the losses of D and G.</summary>
    internal static List<(double D, double G)> Exchange(
        Workload workload,
        string file,
        Dictionary<string, string> variables
    ) => Losses.Parse(Child.RunSelf(["--measure", workload.Name, "--exchange", file], variables));
}

/// <summary>Gan.Net of another folder, by its own Compare.dll, which takes as many steps as it was built
/// with.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="Dll">The program.</param>
internal sealed record Also(string Name, string Dll) : Side(Name, HasSettings: false)
{
    /// <summary>Reads NAME=PATH.</summary>
    internal static Also Parse(string text)
    {
        if (text.Split('=', 2) is not [{ Length: > 0 } name, var dll] || !File.Exists(dll))
        {
            throw new ArgumentException(
                $"--also takes NAME=FOLDER/Compare.dll with a file that exists, but got '{text}'."
            );
        }
        return new(name, Path.GetFullPath(dll));
    }

    internal override Measurement Measure(
        Workload workload,
        Length length,
        Setting? setting,
        string folder,
        Dictionary<string, string> variables
    ) =>
        Measurement.Parse(
            Child.Run("dotnet", [Dll, "--measure", workload.Name, "--digits", Digits(folder)], variables)
        );
}

/// <summary>A program of benchmarks/peers.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="Program">What runs it.</param>
/// <param name="First">Arguments before the workload.</param>
/// <param name="Last">Arguments after it.</param>
/// <param name="Agrees">Whether its losses are compared with ours.</param>
/// <param name="LongRounds">Rounds of an epoch, which lasts minutes for the slower ones.</param>
internal sealed record Peer(string Name, string Program, string[] First, string[] Last, bool Agrees, int LongRounds)
    : Side(Name, HasSettings: true)
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The script as tutorials have it is compared with ours step by step.</summary>
    internal static IReadOnlyList<Peer> All(string torchSharp, string pyTorch) =>
        [
            new("torchsharp", "dotnet", [torchSharp], [], Agrees: true, LongRounds: int.MaxValue),
            new("pytorch_tutorial", Python, [pyTorch], ["--style", "tutorial"], Agrees: true, LongRounds: 1),
            new("pytorch_tuned", Python, [pyTorch], ["--style", "tuned"], Agrees: false, LongRounds: 1),
        ];

    internal static string PyTorchVersion()
    {
        try
        {
            return Child.Run(Python, ["-c", "import torch; print(torch.__version__)"], []).Trim();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    internal override Measurement Measure(
        Workload workload,
        Length length,
        Setting? setting,
        string folder,
        Dictionary<string, string> variables
    )
    {
        string[] arguments =
        [
            .. First,
            workload.Name,
            .. Last,
            "--threads",
            setting!.ThreadsText,
            "--data",
            folder,
            .. Lengths(length),
        ];
        return Measurement.Parse(Child.Run(Program, arguments, Joined(variables, setting.Variables)));
    }

    /// <summary>The losses of the steps in the file.</summary>
    internal List<(double D, double G)> Repeat(Workload workload, string file, Dictionary<string, string> variables) =>
        Losses.Parse(Child.Run(Program, [.. First, workload.Name, "--agree", file], variables));

    private static Dictionary<string, string> Joined(
        Dictionary<string, string> first,
        Dictionary<string, string> second
    ) => new(first.Concat(second));
}

/// <summary>Losses of D and G by step, as one line of JSON.</summary>
internal static class Losses
{
    // A first step that differs by more than rounding is other work.
    private const double Most = 1e-2;

    internal static string Text(IEnumerable<(double D, double G)> losses) =>
        JsonSerializer.Serialize(new { losses = losses.Select(l => (double[])[l.D, l.G]) });

    internal static List<(double D, double G)> Parse(string json)
    {
        using var answer = JsonDocument.Parse(json);
        return
        [
            .. answer
                .RootElement.GetProperty("losses")
                .EnumerateArray()
                .Select(l => (l[0].GetDouble(), l[1].GetDouble())),
        ];
    }

    /// <summary>The largest relative difference.</summary>
    internal static double Difference(
        Workload workload,
        string peer,
        List<(double D, double G)> ours,
        List<(double D, double G)> theirs
    )
    {
        static double Off(double a, double b) => Math.Abs(a - b) / Math.Max(0.1, Math.Abs(b));
        var difference = ours.Zip(theirs, (a, b) => Math.Max(Off(a.D, b.D), Off(a.G, b.G))).Max();
        if (ours.Count == theirs.Count && difference <= Most)
        {
            return difference; // NaN is refused too
        }
        throw new InvalidOperationException(
            $"{workload.Name}: the losses of {peer} differ from ours by {difference:g2}, "
                + $"at most {Most:g2} is rounding. Both do not do the same work."
        );
    }
}
