using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Gan.Data;
using Gan.Games;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>Every public method and constructor, called with each argument in turn null, empty, negative, not a number,
/// huge, of a wrong shape or disposed.</summary>
public sealed class ArgumentTests(ITestOutputHelper output)
{
    private static readonly Assembly[] Libraries =
    [
        typeof(IGanLoss).Assembly,
        typeof(IDataset).Assembly,
        typeof(INetworkFamily).Assembly,
        typeof(GanBuilder).Assembly,
        typeof(FidMetric).Assembly,
        typeof(PngImage).Assembly,
        typeof(WganGpPreset).Assembly,
        typeof(TranslationGame).Assembly,
        typeof(Gan.Distributed.MpiProcessGroup).Assembly,
        typeof(Gan.Onnx.OnnxExport).Assembly,
    ];

    /// <summary>A layer runs hundreds of times a step and leaves shapes to libtorch, whose error names the operator and
    /// the shapes.</summary>
    private static readonly string[] Layers =
    [
        ".forward(",
        ".Features(Tensor, Tensor)",
        ".Score(Tensor)",
        ".Auxiliary(Tensor, Tensor)",
    ];

    /// <summary>Valid, and without end: not called.</summary>
    private static readonly string[] Endless =
    [
        "SpectralNorm.PowerIterate(Int32), count huge",
        // The defaults, which train for many seconds.
        "WatermarkDecoder.Train(IReadOnlyList, WatermarkDecoderOptions), options null",
        "WatermarkDecoder.Mark(TrainedGan, WatermarkMessage, MarkingOptions), options null",
    ];

    private static IEnumerable<MethodBase> Methods() =>
        Libraries
            .SelectMany(a => a.GetExportedTypes())
            .Select(t => t == typeof(GameTrainer<>) ? typeof(GameTrainer<TrainedTranslator>) : t)
            .Where(t => !t.IsInterface && !t.IsEnum && !t.IsSpecialName && !t.IsSubclassOf(typeof(Delegate)))
            .SelectMany(t =>
                (MethodBase[])
                    [
                        .. t.IsAbstract ? [] : t.GetConstructors(),
                        .. t.GetMethods(
                            BindingFlags.Public
                                | BindingFlags.Instance
                                | BindingFlags.Static
                                | BindingFlags.DeclaredOnly
                        ),
                    ]
            )
            .Where(m =>
                m.GetCustomAttribute<CompilerGeneratedAttribute>() is null
                && (m is ConstructorInfo || !m.IsSpecialName)
                && m.GetParameters().Length > 0
                && m.Name is not ("Equals" or "CompareTo")
                && !IsOfAStep(m)
            );

    // Turns and parts are there while a step is played: TurnTests gives them and WithGame bad arguments.
    private static bool IsOfAStep(MethodBase method) =>
        method.DeclaringType == typeof(Turn)
        || method.DeclaringType == typeof(Part)
        || method.Name == nameof(GanBuilder.WithGame)
        || Array.Exists(
            method.GetParameters(),
            p => p.ParameterType == typeof(Turn) || p.ParameterType == typeof(Part)
        );

    // What is called like a member of a builder has the builder for its this.
    private static bool IsReceiver(ParameterInfo parameter) =>
        parameter.Position == 0
        && parameter.ParameterType.Name.EndsWith("Builder", StringComparison.Ordinal)
        && parameter.Member.IsDefined(typeof(ExtensionAttribute));

    private static string Text(MethodBase method)
    {
        var parameters = method.GetParameters().Select(p => p.ParameterType.Name.Split('`')[0]);
        return $"{method.DeclaringType!.Name}.{method.Name.TrimStart('.')}({string.Join(", ", parameters)})";
    }

    [Fact]
    public void Every_public_method_refuses_bad_arguments_by_name_or_takes_them()
    {
        using var makers = new Makers();
        var methods = 0;
        var calls = 0;
        var faults = new List<string>();
        foreach (var method in Methods())
        {
            methods++;
            Note(Text(method));
            if (Fault(makers, method, null, null) is { } lame)
            {
                faults.Add($"{Text(method)} with good arguments: {lame}");
                continue;
            }
            foreach (var parameter in method.GetParameters().Where(p => !IsReceiver(p)))
            {
                foreach (var (name, value) in BadValues.Of(parameter))
                {
                    if (Endless.Contains($"{Text(method)}, {parameter.Name} {name}"))
                    {
                        continue;
                    }
                    calls++;
                    Note($"{Text(method)}, {parameter.Name} {name}");
                    if (Fault(makers, method, parameter, value) is { } fault)
                    {
                        faults.Add($"{Text(method)}, {parameter.Name} {name}: {fault}");
                    }
                }
            }
        }
        output.WriteLine(
            $"{methods} methods and constructors, {calls} calls with a bad argument; "
                + $"{Endless.Length} bad arguments left out"
        );
        faults
            .Should()
            .BeEmpty(
                "{0} of {1} calls:{2}{3}",
                faults.Count,
                calls,
                Environment.NewLine,
                string.Join(Environment.NewLine, faults)
            );
    }

    private static string? Fault(Makers makers, MethodBase method, ParameterInfo? spoilt, object? value)
    {
        using var scope = NewDisposeScope();
        try
        {
            var instance = method.IsStatic || method is ConstructorInfo ? null : makers.This(method);
            using var hooks = new Hooks(makers, instance as ITrainingCallback, method);
            var arguments = method
                .GetParameters()
                .Select(p => p.Position == spoilt?.Position ? value : makers.Argument(method, p))
                .ToArray();
            var result = Call.Invoke(method, instance, arguments);
            if (result is Task running)
            {
                running.GetAwaiter().GetResult();
            }
            else if (result is GanBuilder builder)
            {
                builder.Build().Dispose(); // its settings are judged there
            }
            else if (result is System.Collections.IEnumerable many and not Tensor and not string)
            {
                foreach (var _ in many) { }
            }
            var silent = spoilt is null ? null : Parts.Silence(makers, result);
            (result as IDisposable)?.Dispose();
            return silent;
        }
        catch (Exception e)
        {
            var thrown = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            if (spoilt is null)
            {
                return $"{thrown.GetType().Name}: {thrown.Message}";
            }
            return Speaks(thrown, spoilt, value) || IsOfLayer(thrown, method)
                ? null
                : $"{thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>A callback is started before another of its hooks is called, and ended afterwards, as a trainer
    /// does.</summary>
    private sealed class Hooks : IDisposable
    {
        private readonly ITrainingCallback? callback;
        private readonly TrainingContext? context;

        internal Hooks(Makers makers, ITrainingCallback? callback, MethodBase method)
        {
            if (callback is null || !method.Name.StartsWith("On", StringComparison.Ordinal))
            {
                return;
            }
            this.callback = callback;
            context = (TrainingContext)makers.Make(typeof(TrainingContext));
            if (method.Name != nameof(ITrainingCallback.OnStart))
            {
                callback.OnStart(context);
            }
        }

        public void Dispose() => callback?.OnEnd(context!);
    }

    /// <summary>A documented kind that names the argument or the setting, or the file that the argument is.</summary>
    private static bool Speaks(Exception e, ParameterInfo parameter, object? value) =>
        e switch
        {
            ObjectDisposedException => value is Tensor,
            ArgumentException a => Names(a.ParamName, parameter)
                || Names(a.Message, parameter)
                || IsPath(a, parameter)
                || NamesSibling(a, parameter),
            TrainingMemoryException or ImageFaultException => true,
            System.Text.Json.JsonException => parameter.Name == "json",
            GanConfigurationException or InvalidOperationException or NotSupportedException => e
                is not InvalidOperationException { InnerException: not null }
                && e.Message.Length > 0,
            DataFormatException or IOException or InvalidDataException or UnauthorizedAccessException =>
                parameter.ParameterType == typeof(string),
            _ => false,
        };

    private static bool IsOfLayer(Exception e, MethodBase method) =>
        e is System.Runtime.InteropServices.ExternalException
        && method.DeclaringType!.IsSubclassOf(typeof(nn.Module))
        && e.Message.StartsWith("aten::", StringComparison.Ordinal)
        && Layers.Any(l => Text(method).Contains(l, StringComparison.Ordinal));

    // .NET's own word for a path, whatever the parameter that brought it is called.
    private static bool IsPath(ArgumentException e, ParameterInfo parameter) =>
        e.ParamName == "path" && parameter.ParameterType == typeof(string);

    // Where two arguments do not fit each other, either may be named.
    private static bool NamesSibling(ArgumentException e, ParameterInfo parameter) =>
        e is not ArgumentNullException
        && ((MethodBase)parameter.Member).GetParameters().Any(p => Names(e.ParamName, p));

    // A condition is made of labels, and a sample is the input of a network's first layer: what reads them calls them
    // so. What a discriminator judges and an encoder reads is called a sample, what a translator reads an image.
    private static bool Names(string? text, ParameterInfo parameter)
    {
        var name = parameter.Name switch
        {
            "condition" => "condition|label",
            "sample" => "sample|input",
            "real" or "fake" when parameter.Member.DeclaringType == typeof(DiscriminatorNetwork) =>
                $"{parameter.Name}|sample|input",
            "input" when parameter.Member.DeclaringType == typeof(CycleTranslators) => "input|image",
            "input" when parameter.Member.DeclaringType == typeof(EncoderGame) => "input|sample",
            var other => other,
        };
        return text is not null && Regex.IsMatch(text, $@"\b({name})s?\b", RegexOptions.IgnoreCase);
    }

    // What was called last, where a call ends the process.
    private static void Note(string call)
    {
        if (Environment.GetEnvironmentVariable("GAN_ARGUMENT_LOG") is { } log)
        {
            File.AppendAllText(log, $"{DateTime.UtcNow:mm:ss.fff} {call}{Environment.NewLine}");
        }
    }
}
