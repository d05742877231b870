using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>Tensors with a shape and a type but no data.</summary>
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
    public static Device device(int index) => new(index);

    /// <summary>Where a tensor lives: "cpu", "cuda" or "cuda:1".</summary>
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(string deviceType, int index = -1) => (type, this.index) = (Parse(deviceType), index);

        public Device(int index) => (type, this.index) = (DeviceType.CUDA, index);

        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            type = Parse(parts[0]);
            index = -1;
            if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], out var _)))
                throw new FormatException($"A device is written like \"cpu\", \"cuda\" or \"cuda:0\", but was \"{description}\".");
            if (parts.Length == 2) index = int.Parse(parts[1]);
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => type.ToString().ToLowerInvariant() + (index >= 0 ? $":{index}" : "");

        private static DeviceType Parse(string name) => Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type) && !int.TryParse(name, out _)
            ? type
            : throw new FormatException($"\"{name}\" is no device type. Known: {string.Join(", ", Enum.GetNames<DeviceType>()).ToLowerInvariant()}.");
    }

    /// <summary>Throws when the machine, or the libtorch in use, has no such device.</summary>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise: libtorch {__version__} finds no such device on this machine.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) =>
        deviceType == DeviceType.CPU || (Native.gt_device_count((long)deviceType, out var count) == 0 && count > 0);

    public static Device InitializeDevice(Device device)
    {
        device ??= CPU;
        InitializeDeviceType(device.type);
        return device;
    }

    public static string __version__ => Native.Version;

    public static int get_num_threads() => Native.gt_num_threads();

    public static void set_num_threads(int num) => Native.Check(Native.gt_set_num_threads(num), "set_num_threads");

    public static bool cuda_is_available() => cuda.is_available();

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => Native.gt_device_count((long)DeviceType.CUDA, out var count) == 0 ? (int)count : 0;

        public static void manual_seed(long seed) => torch.manual_seed(seed);

        public static void manual_seed_all(long seed) => torch.manual_seed(seed);

        public static void synchronize(Device? device = null) =>
            Native.Check(Native.gt_synchronize((long)DeviceType.CUDA, device?.index ?? -1), "cuda.synchronize");
    }

    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                public static bool allow_tf32
                {
                    get => Native.gt_allow_tf32(0, 0, 0) != 0;
                    set => Native.gt_allow_tf32(0, 1, value ? 1 : 0);
                }
            }
        }

        public static class cudnn
        {
            public static bool allow_tf32
            {
                get => Native.gt_allow_tf32(1, 0, 0) != 0;
                set => Native.gt_allow_tf32(1, 1, value ? 1 : 0);
            }
        }
    }
}
