using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>Every public method and constructor, called with each argument in turn null, empty, negative, not a number, huge, of a wrong shape or disposed.</summary>
public sealed class ArgumentTests(ITestOutputHelper output)
{
    private static readonly Assembly[] Libraries = [typeof(IGanLoss).Assembly, typeof(IDataset).Assembly, typeof(GanBuilder).Assembly, typeof(FidMetric).Assembly, typeof(PngImage).Assembly];

    /// <summary>What is not called, and why.</summary>
    private static readonly Dictionary<string, string> Left = new()
    {
        ["ReadOnlySpan"] = "reflection cannot pass a span; ImageDatasetTests and ArrayDatasetTests call these",
        [".forward"] = "a layer runs hundreds of times a step and leaves shapes to libtorch, whose error names the operator and the shapes",
        [".Features(Tensor, Tensor)"] = "as forward", [".Score(Tensor)"] = "as forward", [".Auxiliary"] = "as forward",
        [".Train("] = "trains for minutes, or to a million steps", ["TrainAsync"] = "as Train", [".TrainOrLoad("] = "as Train", ["GanTrainer.Steps"] = "as Train", [".OnStart("] = "a hook that the trainer calls, in its order", [".OnStep("] = "as OnStart", [".OnEnd("] = "as OnStart",
        ["RandomAffine"] = "as the transforms", ["RandomCrop"] = "as the transforms", ["RandomFlip"] = "as the transforms", ["RandomColor"] = "the transforms of images and tables are new, and bad samples still reach libtorch: to be mended", ["AugmentedDataset"] = "as the transforms", ["DatasetExtensions"] = "as the transforms", ["TransformRandom"] = "as the transforms",
        ["Cifar10"] = "new, and not yet in the table of makers; their own tests call them", ["NumpyDataset"] = "as Cifar10", ["NpzFile"] = "as Cifar10", ["CsvTable"] = "as Cifar10", ["TableEncoding"] = "as Cifar10",
        ["Exception.ctor"] = "an exception must not fail while it is made",
    };

    /// <summary>Valid, and without end.</summary>
    private static readonly string[] Endless = ["SpectralNorm.PowerIterate(Int32), count huge"];

    private static IEnumerable<MethodBase> Methods() => Libraries.SelectMany(a => a.GetExportedTypes()).Where(t => !t.IsInterface && !t.IsEnum && !t.IsSubclassOf(typeof(Delegate)))
        .SelectMany(t => (MethodBase[])[.. t.IsAbstract ? [] : t.GetConstructors(), .. t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)])
        .Where(m => m.GetCustomAttribute<CompilerGeneratedAttribute>() is null && (m is ConstructorInfo || !m.IsSpecialName) && m.GetParameters().Length > 0 && m.Name is not ("Equals" or "CompareTo"));

    private static string Text(MethodBase method) =>
        $"{method.DeclaringType!.Name}.{method.Name.TrimStart('.')}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name.Split('`')[0]))})";

    [Fact]
    public void Every_public_method_refuses_bad_arguments_by_name_or_takes_them()
    {
        using var makers = new Makers();
        var (methods, calls, faults, left) = (0, 0, new List<string>(), Methods().Where(m => Left.Keys.Any(k => Text(m).Contains(k, StringComparison.Ordinal))).ToHashSet());
        foreach (var method in Methods().Where(m => !left.Contains(m)))
        {
            methods++;
            if (Fault(makers, method, null, null) is { } lame)
            {
                faults.Add($"{Text(method)} with good arguments: {lame}");
                continue;
            }
            foreach (var parameter in method.GetParameters())
                foreach (var (name, value) in BadValues.Of(parameter))
                {
                    if (Endless.Contains($"{Text(method)}, {parameter.Name} {name}")) continue;
                    calls++;
                    if (Environment.GetEnvironmentVariable("GAN_ARGUMENT_LOG") is { } log) File.AppendAllText(log, $"{Text(method)}, {parameter.Name} {name}{Environment.NewLine}");
                    if (Fault(makers, method, parameter, value) is { } fault) faults.Add($"{Text(method)}, {parameter.Name} {name}: {fault}");
                }
        }
        output.WriteLine($"{methods} methods and constructors, {calls} calls with a bad argument, {left.Count} left out");
        faults.Should().BeEmpty("{0} of {1} calls:{2}{3}", faults.Count, calls, Environment.NewLine, string.Join(Environment.NewLine, faults));
        Left.Keys.Where(k => !left.Any(m => Text(m).Contains(k, StringComparison.Ordinal))).Should().BeEmpty("the list must not be longer than it needs to be");
    }

    private static string? Fault(Makers makers, MethodBase method, ParameterInfo? spoilt, object? value)
    {
        using var scope = NewDisposeScope();
        try
        {
            var instance = method.IsStatic || method is ConstructorInfo ? null : makers.Make(method.DeclaringType!);
            var arguments = method.GetParameters().Select(p => p.Position == spoilt?.Position ? value : makers.Argument(method, p)).ToArray();
            var result = method is ConstructorInfo constructor ? constructor.Invoke(arguments) : method.Invoke(instance, arguments);
            if (result is GanBuilder builder) builder.Build().Dispose(); // its settings are judged there
            else if (result is System.Collections.IEnumerable many and not Tensor and not string) foreach (var _ in many) { }
            (result as IDisposable)?.Dispose();
            return null;
        }
        catch (Exception e)
        {
            var thrown = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            if (spoilt is null) return $"{thrown.GetType().Name}: {thrown.Message}";
            return Speaks(thrown, spoilt, value) ? null : $"{thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>A documented kind that names the argument or the setting, or the file that the argument is.</summary>
    private static bool Speaks(Exception e, ParameterInfo parameter, object? value) => e switch
    {
        ObjectDisposedException => value is Tensor,
        ArgumentException a => Names(a.ParamName, parameter) || Names(a.Message, parameter) || IsPath(a, parameter) || NamesSibling(a, parameter),
        TrainingMemoryException or ImageFaultException => true,
        System.Text.Json.JsonException => parameter.Name == "json",
        GanConfigurationException or InvalidOperationException or NotSupportedException => e is not InvalidOperationException { InnerException: not null } && e.Message.Length > 0,
        DataFormatException or IOException or InvalidDataException or UnauthorizedAccessException => parameter.ParameterType == typeof(string),
        _ => false,
    };

    // .NET's own word for a path, whatever the parameter that brought it is called.
    private static bool IsPath(ArgumentException e, ParameterInfo parameter) => e.ParamName == "path" && parameter.ParameterType == typeof(string);

    // Where two arguments do not fit each other, either may be named.
    private static bool NamesSibling(ArgumentException e, ParameterInfo parameter) =>
        e is not ArgumentNullException && ((MethodBase)parameter.Member).GetParameters().Any(p => Names(e.ParamName, p));

    private static bool Names(string? text, ParameterInfo parameter) => text is not null && Regex.IsMatch(text, $@"\b{parameter.Name}s?\b", RegexOptions.IgnoreCase);

    [Fact]
    public void What_was_disposed_says_so_by_its_own_name()
    {
        using var makers = new Makers();
        var gan = (TrainedGan)makers.Make(typeof(TrainedGan));
        var judge = (TrainedDiscriminator)makers.Make(typeof(TrainedDiscriminator));
        var trainer = (GanTrainer)makers.Make(typeof(GanTrainer));
        foreach (var thing in new IDisposable[] { gan, judge, trainer }) thing.Dispose();
        foreach (var thing in new IDisposable[] { gan, judge, trainer }) thing.Dispose(); // twice does no harm
        Says(() => gan.Sample(1), nameof(TrainedGan));
        Says(() => gan.Sample(ones(1, 1)), nameof(TrainedGan));
        Says(() => gan.Interpolate(1, 2, 3), nameof(TrainedGan));
        Says(() => gan.Save("nowhere"), nameof(TrainedGan));
        Says(() => judge.Scores(ones(1, 1, 16, 16)), nameof(TrainedDiscriminator));
        Says(() => judge.Save("nowhere"), nameof(TrainedDiscriminator));
        Says(() => trainer.Finish(), nameof(GanTrainer));
        Says(() => trainer.FinishDiscriminator(), nameof(GanTrainer));
        Says(() => trainer.Steps().Any(), nameof(GanTrainer));
    }

    private static void Says(Action use, string name) => use.Should().Throw<ObjectDisposedException>().Which.ObjectName.Should().Be($"Gan.{name}");
}
