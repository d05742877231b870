using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx;

/// <summary>A model in ONNX Runtime on the processor, fed with tensors.</summary>
internal sealed class OnnxTrial : IDisposable
{
    private readonly InferenceSession session;

    /// <exception cref="InvalidOperationException">ONNX Runtime does not take the model.</exception>
    internal OnnxTrial(byte[] model, bool optimised = true)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.x64quantprecision", "1"); // as Gan.Runtime has it without VNNI
        if (!optimised)
        {
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
        }
        try
        {
            session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException($"ONNX Runtime does not take what was written: {e.Message}", e);
        }
    }

    /// <summary>Names of what the model makes.</summary>
    internal IReadOnlyList<string> Outputs => session.OutputNames;

    /// <summary>What the model makes of inputs: float tensors on the CPU, in the order of <see cref="Outputs"/>.</summary>
    internal Tensor[] Run(IReadOnlyList<(string Name, Tensor Value)> feeds)
    {
        var inputs = feeds.Select(feed => Value(feed.Value)).ToArray();
        try
        {
            using var options = new RunOptions();
            using var made = session.Run(options, [.. feeds.Select(feed => feed.Name)], inputs, session.OutputNames);
            return [.. made.Select(Read)];
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException($"ONNX Runtime does not run what was written: {e.Message}", e);
        }
        finally
        {
            foreach (var input in inputs)
            {
                input.Dispose();
            }
        }
    }

    public void Dispose() => session.Dispose();

    private static OrtValue Value(Tensor tensor)
    {
        using var plain = tensor.cpu().contiguous();
        return plain.dtype == ScalarType.Int64
            ? OrtValue.CreateTensorValueFromMemory(plain.data<long>().ToArray(), plain.shape)
            : OrtValue.CreateTensorValueFromMemory(plain.data<float>().ToArray(), plain.shape);
    }

    private static Tensor Read(OrtValue value) =>
        tensor(value.GetTensorDataAsSpan<float>().ToArray(), value.GetTensorTypeAndShape().Shape);
}
