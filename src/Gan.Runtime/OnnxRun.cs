using Microsoft.ML.OnnxRuntime;

namespace Gan.Runtime;

/// <summary>One batch through a session: inputs are added by name, and the output is written where the caller wants
/// it.</summary>
internal sealed class OnnxRun(InferenceSession session, int rows) : IDisposable
{
    private readonly List<string> names = [];
    private readonly List<OrtValue> inputs = [];

    internal void Add(string name, Memory<float> values, params ReadOnlySpan<long> shape) =>
        Add(name, OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [rows, .. shape]));

    internal void Add(string name, Memory<long> values) =>
        Add(name, OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [rows]));

    internal void AddNumber(string name, float value) =>
        Add(name, OrtValue.CreateTensorValueFromMemory(new[] { value }, []));

    private void Add(string name, OrtValue value)
    {
        names.Add(name);
        inputs.Add(value);
    }

    /// <summary>Runs the batch.</summary>
    /// <param name="output">Name of the output.</param>
    /// <param name="values">Takes rows · shape numbers.</param>
    /// <param name="shape">Shape of a row of the output.</param>
    /// <exception cref="InvalidDataException">The file does not compute what it says.</exception>
    internal void Run(string output, Memory<float> values, ReadOnlySpan<long> shape)
    {
        using var options = new RunOptions();
        using var made = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [rows, .. shape]);
        try
        {
            session.Run(options, names, inputs, [output], [made]);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"The shipped network cannot be run: {OnnxSession.Reason(e)}.", e);
        }
    }

    public void Dispose()
    {
        foreach (var input in inputs)
        {
            input.Dispose();
        }
    }
}
